package io.aftercall.destination;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a field we wrote: never its value.
 *
 * @param print hash of the value
 * @param by the call whose value it was
 * @param paragraphs what calls have added to a text, the latest last
 */
public record FieldWriteState(String print, CallVersion by, List<Paragraph> paragraphs) {
  /** Older calls are not corrected any more. */
  static final int MOST_PARAGRAPHS = 50;

  /**
   * What one call added.
   *
   * @param lines how many it has
   */
  public record Paragraph(String call, int revision, String print, int lines) {}

  public FieldWriteState {
    paragraphs = List.copyOf(paragraphs);
  }

  public static FieldWriteState of(String print, CallVersion by) {
    return new FieldWriteState(print, by, List.of());
  }

  public Optional<Paragraph> paragraphOf(String call) {
    return paragraphs.stream().filter(paragraph -> paragraph.call().equals(call)).findFirst();
  }

  /**
   * @param before what was remembered before, or null
   */
  public static FieldWriteState adding(
      FieldWriteState before, CallVersion by, String print, int lines) {
    List<Paragraph> all = new ArrayList<>(before == null ? List.of() : before.paragraphs);
    all.removeIf(paragraph -> paragraph.call().equals(by.call()));
    all.add(new Paragraph(by.call(), by.revision(), print, lines));
    return new FieldWriteState(
        print, by, all.subList(Math.max(0, all.size() - MOST_PARAGRAPHS), all.size()));
  }
}
