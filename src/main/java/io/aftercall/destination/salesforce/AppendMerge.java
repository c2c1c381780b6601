package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.destination.FieldWriteState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Adds a call's text to what is there, once. The text of a corrected call takes the place of what
 * the call said before.
 */
final class AppendMerge {
  /** Less of a text than this says nothing. */
  private static final int LEAST = 40;

  private static final String CUT = "…";

  private final FieldConflict fieldConflict;
  private final int max;
  private final List<String> theirs;
  private final List<String> ours;

  /**
   * @param max longest text of the field in characters
   */
  AppendMerge(FieldConflict fieldConflict, int max) {
    this.fieldConflict = fieldConflict;
    this.max = max;
    theirs =
        lines(
            SalesforceNormalizer.text(fieldConflict.theirs()).isEmpty()
                ? ""
                : fieldConflict.theirs().asText());
    ours = lines(fieldConflict.ours().asText());
  }

  WriteDecision ruling() {
    Optional<FieldWriteState.Paragraph> before =
        Optional.ofNullable(fieldConflict.last())
            .flatMap(m -> m.paragraphOf(fieldConflict.now().call()));
    if (before.isPresent() && before.get().revision() > fieldConflict.now().revision()) {
      return WriteDecision.leave("a later revision of the call wrote it");
    }
    if (find(ours.size(), joined(ours)) >= 0) {
      return new WriteDecision(null, "this call's text stands there already", mark(joined(ours)));
    }
    return before.map(this::instead).orElseGet(() -> added(theirs, theirs.size()));
  }

  private WriteDecision instead(FieldWriteState.Paragraph before) {
    for (int start = 0; start + before.lines() <= theirs.size(); start++) {
      List<String> block = theirs.subList(start, start + before.lines());
      if (fieldConflict.print(joined(block)).equals(before.print())) {
        List<String> others = new ArrayList<>(theirs.subList(0, start));
        others.addAll(theirs.subList(start + before.lines(), theirs.size()));
        return added(others, start);
      }
    }
    return WriteDecision.leave("someone changed or removed what this call had added");
  }

  private WriteDecision added(List<String> others, int at) {
    String there = joined(others);
    String text = joined(ours);
    int room = max - there.length() - (there.isEmpty() ? 0 : 1);
    if (text.length() > room) {
      if (room < LEAST) {
        return WriteDecision.leave("it is full");
      }
      text = cut(text, room);
    }
    List<String> all = new ArrayList<>(others);
    all.addAll(at, lines(text));
    return new WriteDecision(TextNode.valueOf(joined(all)), "", mark(text));
  }

  private FieldWriteState mark(String paragraph) {
    return FieldWriteState.adding(
        fieldConflict.last(),
        fieldConflict.now(),
        fieldConflict.print(paragraph),
        lines(paragraph).size());
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
    String tidy = SalesforceNormalizer.tidy(text);
    return tidy.isEmpty()
        ? List.of()
        : Arrays.stream(tidy.split("\n", -1)).map(String::stripTrailing).toList();
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines);
  }
}
