package io.aftercall.destination.mail;

import java.nio.charset.StandardCharsets;

/** Lines of an iCalendar object (RFC 5545): escaped, folded at 75 octets, ended by CR LF. */
final class CalendarText {
  private static final int LONGEST_LINE = 75;

  private final StringBuilder lines = new StringBuilder();

  /** A line whose value is written as it is. */
  CalendarText line(String name, String value) {
    String line = name + ":" + value;
    int octets = 0;
    for (int at = 0; at < line.length(); ) {
      int character = line.codePointAt(at);
      String written = Character.toString(character);
      int more = written.getBytes(StandardCharsets.UTF_8).length;
      if (octets + more > LONGEST_LINE) {
        lines.append("\r\n ");
        octets = 1;
      }
      lines.append(written);
      octets += more;
      at += Character.charCount(character);
    }
    lines.append("\r\n");
    return this;
  }

  /** A line with a text; none for an empty one. */
  CalendarText text(String name, String value) {
    return value.isBlank() ? this : line(name, escaped(value.strip()));
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\\R", "\\\\n")
        .replaceAll("[\\p{Cntrl}&&[^\\t]]", "");
  }

  /** A parameter's value, as in {@code CN="Erika Mustermann"}. */
  static String quoted(String value) {
    return "\"" + value.replaceAll("[\"\\p{Cntrl}]", "").strip() + "\"";
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
