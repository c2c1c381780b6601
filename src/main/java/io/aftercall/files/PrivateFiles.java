package io.aftercall.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Folders of mode 0700 and files of mode 0600. Where the file system knows no modes, nothing is
 * set.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /** So many files are named; a folder that is open to others holds more of them. */
  private static final int NAMED = 5;

  private PrivateFiles() {}

  /**
   * Makes the folder and those above it that are missing, for the own user only. A folder that is
   * there keeps its mode.
   */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, attribute(folder, FOLDER));
  }

  /** Makes an empty file for the own user only, unless there is one. */
  public static Path file(Path file) throws IOException {
    try {
      return Files.createFile(file, attribute(file, FILE));
    } catch (FileAlreadyExistsException there) {
      return file;
    }
  }

  /** Takes the rights of everybody else away from what is there and is this user's. */
  public static void close(Path path) throws IOException {
    if (knowsModes(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isOurs(path)) {
      Files.setPosixFilePermissions(path, Files.isDirectory(path) ? FOLDER : FILE);
    }
  }

  /**
   * Closes a folder the service keeps its data in, unless it is one that others work in too: the
   * current one, or one above it.
   */
  public static void closeOwn(Path folder) throws IOException {
    if (!Path.of("").toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      close(folder);
    }
  }

  private static boolean isOurs(Path path) throws IOException {
    return Files.getOwner(path).getName().equals(System.getProperty("user.name"));
  }

  /** Has what was written, and its name in the folder, be on the disk. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    forceFolder(file.toAbsolutePath().getParent());
  }

  /** Has the names in a folder be on the disk; where folders cannot be opened, nothing is done. */
  public static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException noSuchThing) {
      // Windows: the file system keeps its folders by itself.
    }
  }

  /**
   * What others than the own user may read or write: the folder itself, or files in it and in its
   * folders. Each with its mode, the first few of them.
   */
  public static List<String> open(Path folder) throws IOException {
    List<String> open = new ArrayList<>();
    if (knowsModes(folder) && Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder, 4)) {
        all.filter(PrivateFiles::isOpen).limit(NAMED).forEach(path -> open.add(told(path)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return open;
  }

  private static boolean isOpen(Path path) {
    try {
      return !Files.isSymbolicLink(path)
          && !FOLDER.containsAll(Files.getPosixFilePermissions(path));
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  private static String told(Path path) {
    try {
      return path + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException goneMeanwhile) {
      return path.toString();
    }
  }

  private static boolean knowsModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] attribute(Path path, Set<PosixFilePermission> mode) {
    return knowsModes(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }
}
