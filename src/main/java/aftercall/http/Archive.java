package aftercall.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of recordings. Beside each file lies {@code <name>.sha256}, as sha256sum writes and
 * checks it; a file that has none is not whole.
 */
record Archive(Path folder) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,120}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,120}){0,4}");
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

  /** What has come so far of a delivery's file. */
  PartialFile partial(String deliveryId) {
    return new PartialFile(folder.resolve(".parts").resolve(deliveryId));
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + CHECKSUM);
  }
}
