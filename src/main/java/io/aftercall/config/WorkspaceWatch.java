package io.aftercall.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks at the installation folder again and again. As long as no file's size, times or identity
 * changed, a look reads no file. Not for use by several threads.
 */
public final class WorkspaceWatch {
  /** A file written so shortly before it was read may have been written again within one tick. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** A file system that tells no honest times is read so often all the same. */
  private static final Duration READ_ANYWAY = Duration.ofMinutes(1);

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /** With the time of the last change of a file's rights, name or content, where there is one. */
  private static final String METADATA =
      UNIX ? "unix:size,lastModifiedTime,ctime,ino" : "size,lastModifiedTime,fileKey";

  private final Path home;
  private final InstantSource clock;
  private Folders seen = Folders.UNKNOWN;
  private Instant readAt = Instant.MIN;
  private Workspace workspace;
  private long readings;

  /**
   * @param files path to what is known of it without reading it
   * @param latest when one of them was changed last
   */
  private record Folders(Map<Path, Object> files, Instant latest) {
    static final Folders UNKNOWN = new Folders(Map.of(), Instant.MAX);
  }

  public WorkspaceWatch(Path home, InstantSource clock) {
    this.home = home;
    this.clock = clock;
  }

  /** What lies there now. */
  public Workspace look() {
    Folders now = folders();
    boolean same =
        workspace != null
            && now.files().equals(seen.files())
            && now.latest().plus(SETTLED).isBefore(readAt)
            && readAt.plus(READ_ANYWAY).isAfter(clock.instant());
    if (!same) {
      seen = now;
      readAt = clock.instant();
      workspace = Workspace.read(home);
      readings++;
    }
    return workspace;
  }

  /** How often the files were read, and not only looked at. */
  long readings() {
    return readings;
  }

  private Folders folders() {
    Map<Path, Object> files = new TreeMap<>();
    Instant[] latest = {Instant.EPOCH};
    for (WorkspaceFolder folder : WorkspaceFolder.values()) {
      try (Stream<Path> listed = Files.list(home.resolve(folder.path()))) {
        listed
            .limit(FolderReader.MOST_FILES + 1L)
            .forEach(file -> files.put(file, metadata(file, latest)));
      } catch (IOException | UncheckedIOException e) {
        // A folder that is not there, or may not be listed, differs from one that is.
        files.put(home.resolve(folder.path()), e.getClass());
      }
    }
    return new Folders(files, latest[0]);
  }

  private static Object metadata(Path file, Instant[] latest) {
    try {
      Map<String, Object> known = Files.readAttributes(file, METADATA);
      known.values().stream()
          .filter(FileTime.class::isInstance)
          .map(time -> ((FileTime) time).toInstant())
          .filter(time -> time.isAfter(latest[0]))
          .forEach(time -> latest[0] = time);
      return known;
    } catch (IOException e) {
      return e.getClass();
    }
  }
}
