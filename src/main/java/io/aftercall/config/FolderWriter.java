package io.aftercall.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts the rules of a {@link Workspace} in the place of those that lie in an installation folder.
 * Each file is exchanged in one step, whoever reads it; settings stay as they are.
 */
public final class FolderWriter {
  private final Path home;

  public FolderWriter(Path home) {
    this.home = home;
  }

  /**
   * @param there what lies in the folder now
   * @return the files that were written or deleted, sorted
   * @throws IOException when a folder cannot be written, before anything was; or later, when the
   *     disk refuses
   */
  public List<String> write(Workspace there, Workspace wanted) throws IOException {
    List<String> written = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    wanted
        .rules()
        .forEach(
            (path, text) -> {
              if (!text.equals(there.rules().get(path))) {
                written.add(path);
              }
            });
    there.rules().keySet().stream()
        .filter(path -> !wanted.rules().containsKey(path))
        .forEach(deleted::add);
    for (String path : written) {
      Files.createDirectories(folder(path));
      writeable(path);
    }
    for (String path : deleted) {
      writeable(path);
    }
    for (String path : written) {
      exchange(real(path), wanted.rules().get(path));
    }
    for (String path : deleted) {
      Files.deleteIfExists(home.resolve(path));
    }
    written.addAll(deleted);
    return written.stream().sorted().toList();
  }

  /** Lays a copy beside the file that nobody reads as one of the rules. */
  public void setAside(String path) throws IOException {
    Path file = real(path);
    Files.copy(
        file,
        file.resolveSibling(file.getFileName() + ".bak"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Path folder(String path) {
    return home.resolve(path.substring(0, path.lastIndexOf('/')));
  }

  private void writeable(String path) throws IOException {
    Path folder = real(path).toAbsolutePath().getParent();
    if (!Files.isWritable(folder)) {
      throw new IOException("the folder of " + path + " cannot be written");
    }
  }

  /** Where a link leads. */
  private Path real(String path) throws IOException {
    Path file = home.resolve(path);
    return Files.exists(file) ? file.toRealPath() : file;
  }

  private static void exchange(Path file, String text) throws IOException {
    Path scratch = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.writeString(scratch, text);
      if (Files.exists(file)) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        Files.setPosixFilePermissions(scratch, rights);
      }
      Files.move(
          scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }
}
