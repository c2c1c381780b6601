package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleControlsTest {
  private static String printed(String text) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(new VisibleControls(written), true);
    out.printf("name: %s", text);
    out.flush();
    return written.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 0x0b, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x202e, 0x2066, 0x200f})
  void whatATerminalObeysIsShown(int sign) {
    assertThat(printed("a" + (char) sign + "b")).isEqualTo("name: a\\u%04xb".formatted(sign));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jürgen Groß", "👩‍🚀 emoji", "two\nlines\tand tabs", "שלום"})
  void whatIsTextStays(String text) {
    assertThat(printed(text)).isEqualTo("name: " + text);
  }
}
