package io.aftercall.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shipped lists of words: one entry a line, {@code #} begins a comment. */
final class WordList {
  private WordList() {}

  /**
   * @param name of the file beside this class: {@code opt-out-names.txt}
   */
  static List<String> of(String name) {
    try (InputStream file = WordList.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the word list " + name + " is not in this jar");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
