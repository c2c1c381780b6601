package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A text with holes. A line whose holes are all empty is dropped with its label; when all holes of
 * the text are empty there is no text.
 */
final class Template {
  /** A piece of a line: fixed words, or a hole. */
  sealed interface Piece {}

  record Words(String text) implements Piece {}

  record Hole(SourceExpression pick) implements Piece {}

  private final Piece[][] lines;
  private final int holes;

  Template(List<List<Piece>> lines) {
    this.lines = lines.stream().map(line -> line.toArray(Piece[]::new)).toArray(Piece[][]::new);
    this.holes =
        (int) lines.stream().flatMap(List::stream).filter(piece -> piece instanceof Hole).count();
  }

  /** Null when every hole is empty. A template without holes is always there. */
  String render(MappingRun mappingRun) {
    StringBuilder text = new StringBuilder(256);
    boolean filled = holes == 0;
    boolean gap = false;
    for (Piece[] line : lines) {
      int start = text.length();
      if (start > 0) {
        text.append(gap ? "\n\n" : "\n");
      }
      int filledHoles = write(line, text, mappingRun);
      int end = trimmed(text, start);
      boolean blank = isBlank(text, start);
      if (blank || filledHoles == 0) {
        text.setLength(start);
        gap |= blank && start > 0 && !hasHole(line);
      } else {
        text.setLength(end);
        gap = false;
        filled |= filledHoles > 0;
      }
    }
    return filled && !text.isEmpty() ? text.toString() : null;
  }

  /** How many holes were filled; -1 for a line that has none. */
  private static int write(Piece[] line, StringBuilder text, MappingRun mappingRun) {
    int filled = 0;
    boolean fixed = true;
    for (Piece piece : line) {
      if (piece instanceof Words words) {
        text.append(words.text());
      } else {
        fixed = false;
        filled += write((Hole) piece, text, mappingRun) ? 1 : 0;
      }
    }
    return fixed ? -1 : filled;
  }

  private static boolean write(Hole hole, StringBuilder text, MappingRun mappingRun) {
    JsonNode value = hole.pick().value(mappingRun);
    if (value == null) {
      return false;
    }
    text.append(ScalarValues.spoken(value));
    return true;
  }

  private static boolean hasHole(Piece[] line) {
    for (Piece piece : line) {
      if (piece instanceof Hole) {
        return true;
      }
    }
    return false;
  }

  private static int trimmed(StringBuilder text, int start) {
    int end = text.length();
    while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(StringBuilder text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
