package io.aftercall.web.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body as it came, for a person.
 *
 * @param text its beginning; bytes that are no UTF-8 as Latin-1
 * @param cut whether there is more
 * @param pointer the place that could not be read, or null when the reason names none
 */
record PayloadView(String text, int bytes, boolean cut, Pointer pointer) {
  private static final int MOST = 64 * 1024;
  private static final int AROUND = 60;
  private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

  /**
   * @param excerpt the line, or the part of it around the column
   * @param arrow as many blanks as stand before the place, and a mark
   */
  record Pointer(int line, int column, String excerpt, String arrow) {
    public String says() {
      return "Line " + line + ", column " + column;
    }
  }

  /**
   * @param reason why it could not be read, or null
   */
  static PayloadView of(byte[] body, String reason) {
    String all = decoded(body);
    boolean cut = all.length() > MOST;
    return new PayloadView(
        cut ? all.substring(0, MOST) : all, body.length, cut, pointer(all, reason));
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private static Pointer pointer(String text, String reason) {
    Matcher place = PLACE.matcher(reason == null ? "" : reason);
    if (!place.find()) {
      return null;
    }
    int number = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2));
    String line = text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    int at = Math.max(0, Math.min(column - 1, line.length()));
    int from = Math.max(0, at - AROUND);
    int to = Math.min(line.length(), at + AROUND);
    String excerpt = line.substring(from, to).replaceAll("\\p{Cntrl}", " ");
    return new Pointer(number, column, excerpt, " ".repeat(at - from) + "^");
  }
}
