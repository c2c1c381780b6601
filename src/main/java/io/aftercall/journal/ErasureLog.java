package io.aftercall.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was erased, written down beside the database as well: a database that is put back to an
 * earlier copy knows nothing of the erasures since. Holds prints, as the database does, never
 * anybody's data.
 */
public final class ErasureLog {
  private static final Pattern LINE = Pattern.compile("(\\d{1,15}) (\\S{1,200}) (\\S{1,64})");
  private static final String NONE = "-";

  private final Path file;

  /**
   * @param print of a person or a call
   * @param receipt id of the event that went, or null
   */
  public record Entry(Instant at, String print, String receipt) {}

  public ErasureLog(Path dataFolder) {
    file = dataFolder.resolve("erasures");
  }

  /**
   * On the disk when it returns.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public synchronized void append(List<Entry> entries) {
    StringBuilder lines = new StringBuilder();
    for (Entry one : entries) {
      lines
          .append(one.at().toEpochMilli())
          .append(' ')
          .append(one.print())
          .append(' ')
          .append(one.receipt() == null ? NONE : one.receipt())
          .append('\n');
    }
    try {
      PrivateFiles.folder(file.toAbsolutePath().getParent());
      PrivateFiles.file(file);
      Files.writeString(file, lines, US_ASCII, StandardOpenOption.APPEND);
      PrivateFiles.force(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write down an erasure in " + file, e);
    }
  }

  /** All of them, the first one first; a line that a power cut tore is left out. */
  public static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, US_ASCII)) {
        Matcher entry = LINE.matcher(line);
        if (entry.matches()) {
          Instant at = Instant.ofEpochMilli(Long.parseLong(entry.group(1)));
          String receipt = entry.group(3).equals(NONE) ? null : entry.group(3);
          entries.add(new Entry(at, entry.group(2), receipt));
        }
      }
    }
    return entries;
  }
}
