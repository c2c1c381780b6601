package io.aftercall.destination.archive;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/**
 * A file on its way. What has come stays over attempts, together with the server's mark of its
 * content ({@code ETag} or {@code Last-Modified}): only with one can the rest be asked for.
 */
final class PartialDownload {
  private static final int PIECE = 64 * 1024;

  private final Path file;
  private final Path mark;

  PartialDownload(Path file) {
    this.file = file;
    mark = file.resolveSibling(file.getFileName() + ".mark");
  }

  /** More came than may. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("more than may", null, false, false);
    }
  }

  /** The source broke off; what came is kept. */
  static final class BrokenOff extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenOff() {
      super("broken off", null, false, false);
    }
  }

  /** Bytes that are here and can be gone on from; 0 when there are none. */
  long size() throws IOException {
    return Files.exists(mark) && Files.exists(file) ? Files.size(file) : 0;
  }

  /** Of what is here; to be asked only when there is something. */
  String mark() throws IOException {
    return Files.readString(mark);
  }

  /**
   * Begins anew.
   *
   * @param contentMark null when the server gives none
   */
  void begin(String contentMark) throws IOException {
    PrivateFiles.folder(file.getParent());
    delete();
    PrivateFiles.file(file);
    if (contentMark != null) {
      PrivateFiles.file(mark);
      Files.writeString(mark, contentMark);
    }
  }

  /**
   * Adds what comes.
   *
   * @param most bytes of the whole file
   * @param goOn asked between pieces
   * @return whether all has come; false when it is not to go on
   */
  boolean append(InputStream source, long most, BooleanSupplier goOn)
      throws IOException, TooLarge, BrokenOff {
    long size = Files.size(file);
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int read = read(source, piece); read >= 0; read = read(source, piece)) {
        size += read;
        if (size > most) {
          throw new TooLarge();
        }
        out.write(piece, 0, read);
        if (!goOn.getAsBoolean()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Troubles of the network are not those of the disk. */
  private static int read(InputStream source, byte[] piece) throws BrokenOff {
    try {
      return source.read(piece);
    } catch (IOException e) {
      throw new BrokenOff();
    }
  }

  /** Puts it on the disk for good, under its own name; gives its SHA-256 in hex. */
  String finish(Path target) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      move(target);
    } catch (NoSuchFileException folderSweptMeanwhile) {
      move(target);
    }
    delete();
    return HexFormat.of().formatHex(digest.digest());
  }

  private void move(Path target) throws IOException {
    PrivateFiles.folder(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(mark);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
