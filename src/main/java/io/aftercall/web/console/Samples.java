package io.aftercall.web.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The payloads in {@code config/samples}. */
final class Samples {
  private static final String ENDING = ".json";

  private final Path folder;

  Samples(Path folder) {
    this.folder = folder;
  }

  /** Without their ending, in the order of the alphabet. */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Only of a name that is in the list, so that no other file can be read this way. */
  String text(String name) {
    if (!names().contains(name)) {
      throw new NotFoundException("There is no such sample in config/samples.");
    }
    try {
      return Files.readString(folder.resolve(name + ENDING));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a sample", e);
    }
  }
}
