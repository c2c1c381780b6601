package io.aftercall.store;

import io.aftercall.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What is looked at before SQLite opens its file, for SQLite makes an empty database where there is
 * none, and replays whatever log it finds.
 */
final class DatabaseFileCheck {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final String RESTORE = "put the file back, or run: aftercall restore FILE";

  private final Path database;
  private final Path wal;
  private final Path marker;

  DatabaseFileCheck(Path database) {
    this.database = database;
    wal = Path.of(database + "-wal");
    marker = marker(database);
  }

  static Path marker(Path database) {
    return Path.of(database + ".marker");
  }

  /**
   * @throws UnusableDatabaseException when the file is missing although one was here, is no
   *     database, or lies beside a log that is not its own
   */
  void beforeOpening() throws IOException {
    if (!Files.exists(database) || Files.size(database) == 0) {
      missing();
      return;
    }
    try (InputStream in = Files.newInputStream(database)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new UnusableDatabaseException(
            "%s is damaged: it is no SQLite database. Nothing was changed; %s"
                .formatted(database, RESTORE));
      }
    }
    String contradiction = WalLineage.contradiction(database, wal);
    if (contradiction != null) {
      throw new UnusableDatabaseException(
          """
          The log %s does not belong to %s: %s. One of them was put there from elsewhere, and \
          together they would be a mixture. Nothing was changed. Put back the file the log was \
          written with; or, when the file is the right one, move the -wal and -shm files beside it \
          away and start again; or run: aftercall restore FILE\
          """
              .formatted(wal, database, contradiction));
    }
  }

  private void missing() throws IOException {
    if (Files.exists(marker)) {
      throw new UnusableDatabaseException(
          """
          The database %s is missing%s, and one was here before (%s says so). It is not replaced \
          by an empty one: %s. Is the disk mounted? To begin with an empty database on purpose, \
          delete %s and start again\
          """
              .formatted(
                  database,
                  Files.exists(database) ? " (it is empty)" : "",
                  marker.getFileName(),
                  RESTORE,
                  marker));
    }
    if (Files.exists(wal) && Files.size(wal) > 0) {
      throw new UnusableDatabaseException(
          "The database %s is missing, but its log %s is there: %s"
              .formatted(database, wal, RESTORE));
    }
  }

  /** From now on a database that is missing is noticed. */
  void leaveMarker() throws IOException {
    if (!Files.exists(marker)) {
      PrivateFiles.file(marker);
      Files.writeString(
          marker,
          """
          A database lies beside this file. When it is missing, the service does not begin with an
          empty one, for then calls would be lost without a word. Delete this file only to begin anew.
          """);
      PrivateFiles.force(marker);
    }
  }
}
