package io.aftercall.cli;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes what a terminal would obey, or what would turn the order of signs, as {@code \\u001b}: a
 * caller's name must not move the cursor, set a title or forge a line.
 */
final class VisibleControls extends FilterWriter {
  VisibleControls(Writer out) {
    super(new BufferedWriter(out));
  }

  @Override
  public void write(int sign) throws IOException {
    if (isControl(sign)) {
      out.write("\\u%04x".formatted(sign));
    } else {
      out.write(sign);
    }
  }

  private static boolean isControl(int sign) {
    if (sign == '\n' || sign == '\t') {
      return false;
    }
    int type = Character.getType(sign);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || sign >= 0x202a && sign <= 0x202e
        || sign >= 0x2066 && sign <= 0x2069
        || sign == 0x200e
        || sign == 0x200f;
  }

  @Override
  public void write(char[] signs, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(signs[i]);
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    write(text.toCharArray(), from, length);
  }
}
