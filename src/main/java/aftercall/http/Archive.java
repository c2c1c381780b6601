package aftercall.http;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A folder of recordings. Beside each file lies {@code <name>.sha256}, as sha256sum writes and
 * checks it; a file that has none is not whole.
 */
record Archive(Path folder) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,120}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,120}){0,4}");
  private static final String PARTS = ".parts";
  private static final String CALLS = ".calls";
  private static final String CHECKSUM = ".sha256";
  private static final int HEX = 64;

  /**
   * @param name with folders, as in {@code 2026-03-02/famulor-480336.mp3}
   * @return empty when no file may be called so
   */
  Optional<Path> place(String name) {
    return NAME.matcher(name).matches() && !name.endsWith(CHECKSUM)
        ? Optional.of(folder.resolve(name))
        : Optional.empty();
  }

  /** The SHA-256 of a file that came whole, also when it has been taken away since. */
  Optional<String> checksum(Path file) throws IOException {
    Path beside = beside(file);
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    String line = Files.readString(beside);
    return line.length() > HEX ? Optional.of(line.substring(0, HEX)) : Optional.empty();
  }

  void seal(Path file, String checksum) throws IOException {
    Files.writeString(beside(file), checksum + "  " + file.getFileName() + "\n");
  }

  /** Remembers whose file it is, so that it can be taken out with the call. */
  void belongs(Path file, String eventId) throws IOException {
    Path calls = folder.resolve(CALLS);
    Files.createDirectories(calls);
    Files.writeString(calls.resolve(eventId), folder.relativize(file).toString());
  }

  /** Takes out what belongs to these events; gives how many files went. */
  int forget(Collection<String> eventIds) throws IOException {
    int gone = 0;
    for (String id : eventIds) {
      Path call = folder.resolve(CALLS).resolve(id);
      if (Files.exists(call)) {
        Path file = folder.resolve(Files.readString(call));
        gone += Files.deleteIfExists(file) ? 1 : 0;
        Files.deleteIfExists(beside(file));
        Files.delete(call);
        sweep(file.getParent());
      }
      gone += forgetParts(id);
    }
    return gone;
  }

  /** Folders that hold nothing any more. */
  private void sweep(Path left) throws IOException {
    try {
      for (Path empty = left; !empty.equals(folder); empty = empty.getParent()) {
        Files.deleteIfExists(empty);
      }
    } catch (DirectoryNotEmptyException holdsMore) {
      // It stays.
    }
  }

  /** The same for all events with smaller ids. */
  int forgetBefore(String eventId) throws IOException {
    Set<String> earlier = new TreeSet<>();
    for (String kept : List.of(CALLS, PARTS)) {
      Path names = folder.resolve(kept);
      if (Files.isDirectory(names)) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(names)) {
          found.forEach(name -> earlier.add(name.getFileName().toString().split("\\.", 2)[0]));
        }
      }
    }
    earlier.removeIf(id -> id.compareTo(eventId) >= 0);
    return forget(earlier);
  }

  /** Delivery ids are the event's and more. */
  private int forgetParts(String eventId) throws IOException {
    Path parts = folder.resolve(PARTS);
    if (!Files.isDirectory(parts)) {
      return 0;
    }
    int gone = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parts, eventId + ".*")) {
      for (Path part : found) {
        gone += Files.deleteIfExists(part) ? 1 : 0;
      }
    }
    return gone;
  }

  /** What has come so far of a delivery's file. */
  PartialFile partial(String deliveryId) {
    return new PartialFile(folder.resolve(PARTS).resolve(deliveryId));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + CHECKSUM);
  }
}
