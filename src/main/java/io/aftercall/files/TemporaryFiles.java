package io.aftercall.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code tmp} in the data folder, with one folder for each process: native libraries and caches are
 * unpacked there, where nobody else can put others in their place, and what a killed process left
 * behind is swept by the next one.
 */
public final class TemporaryFiles {
  /** Settings of the libraries that unpack something. */
  private static final List<String> SETTINGS =
      List.of(
          "org.sqlite.tmpdir",
          "io.netty.native.workdir",
          "io.netty.tmpdir",
          "jansi.tmpdir",
          "jna.tmpdir",
          "vertx.cacheDirBase",
          "server.tomcat.basedir");

  private TemporaryFiles() {}

  /**
   * Sweeps, makes the folder of this process and has the libraries use it, unless an operator set
   * another one. To be called before any of them is loaded.
   *
   * @param data the data folder; made when it is missing
   * @return the folder of this process
   */
  public static Path prepare(Path data) throws IOException {
    PrivateFiles.folder(data);
    PrivateFiles.closeOwn(data);
    Path all = PrivateFiles.folder(data.resolve("tmp"));
    PrivateFiles.close(all);
    sweep(all);
    Path ours = PrivateFiles.folder(all.resolve("p" + ProcessHandle.current().pid()));
    for (String setting : SETTINGS) {
      if (System.getProperty(setting) == null) {
        System.setProperty(setting, ours.toAbsolutePath().toString());
      }
    }
    return ours;
  }

  /** What belongs to a process that lives stays; one with our own id lived before us. */
  private static void sweep(Path all) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(all)) {
      for (Path one : found) {
        OptionalLong process = process(one);
        boolean alive =
            process.isPresent()
                && process.getAsLong() != ProcessHandle.current().pid()
                && ProcessHandle.of(process.getAsLong()).isPresent();
        if (!alive) {
          delete(one);
        }
      }
    }
  }

  private static OptionalLong process(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("p\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(name.substring(1)))
        : OptionalLong.empty();
  }

  /** With all that is in it; links are not followed. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
