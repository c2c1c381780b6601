package aftercall.salesforce;

import aftercall.delivery.Mark;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Adds a call's text to what is there, once. The text of a corrected call takes the place of what
 * the call said before.
 */
final class Appending {
  /** Less of a text than this says nothing. */
  private static final int LEAST = 40;

  private static final String CUT = "…";

  private final Meeting meeting;
  private final int max;
  private final List<String> theirs;
  private final List<String> ours;

  /**
   * @param max longest text of the field in characters
   */
  Appending(Meeting meeting, int max) {
    this.meeting = meeting;
    this.max = max;
    theirs = lines(AsStored.text(meeting.theirs()).isEmpty() ? "" : meeting.theirs().asText());
    ours = lines(meeting.ours().asText());
  }

  Ruling ruling() {
    Optional<Mark.Paragraph> before =
        Optional.ofNullable(meeting.last()).flatMap(m -> m.paragraphOf(meeting.now().call()));
    if (before.isPresent() && before.get().revision() > meeting.now().revision()) {
      return Ruling.leave("a later revision of the call wrote it");
    }
    if (find(ours.size(), joined(ours)) >= 0) {
      return new Ruling(null, "this call's text stands there already", mark(joined(ours)));
    }
    return before.map(this::instead).orElseGet(() -> added(theirs, theirs.size()));
  }

  private Ruling instead(Mark.Paragraph before) {
    for (int start = 0; start + before.lines() <= theirs.size(); start++) {
      List<String> block = theirs.subList(start, start + before.lines());
      if (meeting.print(joined(block)).equals(before.print())) {
        List<String> others = new ArrayList<>(theirs.subList(0, start));
        others.addAll(theirs.subList(start + before.lines(), theirs.size()));
        return added(others, start);
      }
    }
    return Ruling.leave("someone changed or removed what this call had added");
  }

  private Ruling added(List<String> others, int at) {
    String there = joined(others);
    String text = joined(ours);
    int room = max - there.length() - (there.isEmpty() ? 0 : 1);
    if (text.length() > room) {
      if (room < LEAST) {
        return Ruling.leave("it is full");
      }
      text = cut(text, room);
    }
    List<String> all = new ArrayList<>(others);
    all.addAll(at, lines(text));
    return new Ruling(TextNode.valueOf(joined(all)), "", mark(text));
  }

  private Mark mark(String paragraph) {
    return Mark.adding(
        meeting.last(), meeting.now(), meeting.print(paragraph), lines(paragraph).size());
  }

  private int find(int size, String paragraph) {
    for (int start = 0; start + size <= theirs.size(); start++) {
      if (joined(theirs.subList(start, start + size)).equals(paragraph)) {
        return start;
      }
    }
    return -1;
  }

  /** No character is torn apart. */
  private static String cut(String text, int room) {
    int end = Character.isHighSurrogate(text.charAt(room - 2)) ? room - 2 : room - 1;
    return text.substring(0, end).stripTrailing() + CUT;
  }

  /** None for an empty text. */
  private static List<String> lines(String text) {
    String tidy = AsStored.tidy(text);
    return tidy.isEmpty()
        ? List.of()
        : Arrays.stream(tidy.split("\n", -1)).map(String::stripTrailing).toList();
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines);
  }
}
