package io.aftercall.destination.archive;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private static final Pattern EVENT = Pattern.compile("[0-9A-Za-z]+");
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
    PrivateFiles.file(beside(file));
    Files.writeString(beside(file), checksum + "  " + file.getFileName() + "\n");
  }

  /** Remembers whose file it is, so that it can be taken out with the call. */
  void belongs(Path file, String eventId) throws IOException {
    Path calls = folder.resolve(CALLS);
    PrivateFiles.folder(calls);
    PrivateFiles.file(calls.resolve(eventId));
    Files.writeString(
        calls.resolve(eventId),
        folder.relativize(file).toString(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
  }

  /** The events it holds something of. */
  Set<String> events() throws IOException {
    Set<String> events = new TreeSet<>();
    for (String names : List.of(CALLS, PARTS)) {
      if (Files.isDirectory(folder.resolve(names))) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve(names))) {
          found.forEach(name -> events.add(name.getFileName().toString().split("\\.", 2)[0]));
        }
      }
    }
    events.removeIf(id -> !EVENT.matcher(id).matches());
    return events;
  }

  /**
   * Takes out what belongs to these events; gives how many files went.
   *
   * @throws IOException when something stays; the others have gone
   */
  int forget(Collection<String> eventIds) throws IOException {
    int gone = 0;
    IOException stays = null;
    for (String id : eventIds) {
      try {
        gone += forgetFile(id) + forgetParts(id);
      } catch (IOException e) {
        stays = e;
      }
    }
    if (stays != null) {
      throw stays;
    }
    return gone;
  }

  private int forgetFile(String eventId) throws IOException {
    Path call = folder.resolve(CALLS).resolve(eventId);
    if (!Files.exists(call)) {
      return 0;
    }
    int gone = 0;
    String name = Files.readString(call);
    if (!name.isBlank()) {
      Path file = folder.resolve(name);
      gone = Files.deleteIfExists(file) ? 1 : 0;
      Files.deleteIfExists(beside(file));
      sweep(file.getParent());
    }
    Files.deleteIfExists(call);
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
  PartialDownload partial(String deliveryId) {
    return new PartialDownload(folder.resolve(PARTS).resolve(deliveryId));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + CHECKSUM);
  }
}
