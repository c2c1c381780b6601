package io.aftercall.backup;

import io.aftercall.backup.BackupException.Kind;
import io.aftercall.files.PrivateFiles;
import io.aftercall.files.TemporaryFiles;
import io.aftercall.journal.ErasureLog;
import io.aftercall.store.DatabaseFiles;
import io.aftercall.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Puts an installation back as a backup has it, while no service runs. */
public final class Restore {
  private static final int TRIES = 10;
  private static final long TRY_NANOS = 200_000_000L;
  private static final String OTHERS =
      "select count(*) from pg_stat_activity where datname = current_database()"
          + " and application_name = 'aftercall' and pid <> pg_backend_pid()";

  private final InstallationFiles installationFiles;
  private final InstantSource clock;
  private final FileRestoration files;

  /**
   * @param madeAt when the copy was made
   * @param paused destinations that wait for a person
   * @param known whether the database that was replaced could still be read; if not, what follows
   *     is not known
   * @param callsSince calls that came in after the copy
   * @param deliveredSince destination to number of records delivered after the copy
   * @param erasuresToRepeat that the next start erases once more
   * @param replaced folder of what was replaced, or null
   */
  public record Done(
      Instant madeAt,
      Set<String> paused,
      boolean known,
      long callsSince,
      Map<String, Long> deliveredSince,
      int erasuresToRepeat,
      Path replaced) {}

  public Restore(InstallationFiles installationFiles, InstantSource clock) {
    this.installationFiles = installationFiles;
    this.clock = clock;
    files = new FileRestoration(installationFiles);
  }

  /**
   * @param dataOnly leaves {@code config/} and {@code routes/} as they are
   * @throws BackupException when the archive is not whole, or a service runs; then nothing changed
   */
  public Done from(Path archive, boolean dataOnly) throws IOException, SQLException {
    if (!Files.isRegularFile(archive)) {
      throw new BackupException(Kind.ARCHIVE, "there is no file " + archive);
    }
    String stamp = unused(clock.instant().toString().replaceAll("[^0-9TZ]", ""));
    PrivateFiles.folder(installationFiles.data());
    Path scratch = PrivateFiles.folder(installationFiles.data().resolve("restoring-" + stamp));
    Path aside = installationFiles.data().resolve("replaced-" + stamp);
    try {
      BackupArchive.Manifest manifest = BackupArchive.read(archive, scratch);
      boolean file = DatabaseFiles.isFile(installationFiles.store());
      if (file != manifest.entries().containsKey(Backup.SQLITE)) {
        throw new BackupException(
            Kind.ARCHIVE,
            "the backup is of a %s database and aftercall.store.url names another kind"
                .formatted(manifest.engine()));
      }
      return file
          ? embedded(manifest, scratch, aside, dataOnly)
          : server(manifest, scratch, aside, dataOnly);
    } finally {
      TemporaryFiles.delete(scratch);
    }
  }

  private String unused(String stamp) {
    String free = stamp;
    for (int i = 2; Files.exists(installationFiles.data().resolve("replaced-" + free)); i++) {
      free = stamp + "-" + i;
    }
    return free;
  }

  private Done embedded(BackupArchive.Manifest manifest, Path scratch, Path aside, boolean dataOnly)
      throws IOException, SQLException {
    Path copy = scratch.resolve(Backup.SQLITE);
    String integrity = DatabaseFiles.integrity(copy);
    if (!integrity.equals("ok")) {
      throw new BackupException(
          Kind.ARCHIVE,
          "the database in the backup is damaged: " + integrity + ". Nothing changed");
    }
    try (DatabaseFiles locked = lock()) {
      // First the copy is made ready, then it takes the place: a crash in between changes nothing.
      prepare(copy, manifest);
      locked.install(copy, aside);
      List<ErasureLog.Entry> log = files.putBack(scratch, aside, dataOnly);
      DatabaseRestore.Since since = readReplaced(aside, manifest.madeAt());
      log.addAll(since.erasures());
      try (Connection restored =
          DatabaseFiles.openCopy(DatabaseFiles.of(installationFiles.store()))) {
        return finish(restored, manifest, since, log, aside);
      }
    }
  }

  private void prepare(Path copy, BackupArchive.Manifest manifest)
      throws SQLException, IOException {
    try (Connection restored = DatabaseFiles.openCopy(copy)) {
      pauseAll(restored, manifest);
      DatabaseRestore.toRepeat(restored, files.erasures());
    }
  }

  private Set<String> pauseAll(Connection restored, BackupArchive.Manifest manifest)
      throws SQLException, IOException {
    Set<String> names =
        DatabaseRestore.destinations(restored, installationFiles.home().resolve("routes"));
    DatabaseRestore.pause(restored, names, manifest.madeAt(), clock.instant());
    return names;
  }

  private DatabaseFiles lock() throws IOException {
    try {
      return DatabaseFiles.lock(installationFiles.store());
    } catch (StoreUnavailableException running) {
      throw new BackupException(
          Kind.BUSY, "The service runs: stop it, then restore. Nothing was changed");
    }
  }

  private DatabaseRestore.Since readReplaced(Path aside, Instant copied) {
    if (!Files.exists(aside.resolve(DatabaseFiles.of(installationFiles.store()).getFileName()))) {
      return DatabaseRestore.Since.UNKNOWN;
    }
    try (Connection replaced = DatabaseFiles.openReplaced(installationFiles.store(), aside)) {
      return DatabaseRestore.since(replaced, copied);
    } catch (SQLException damaged) {
      return DatabaseRestore.Since.UNKNOWN;
    }
  }

  private Done server(BackupArchive.Manifest manifest, Path scratch, Path aside, boolean dataOnly)
      throws IOException, SQLException {
    DatabaseRestore.Since since;
    try (Connection replaced = DatabaseFiles.openServer(installationFiles.store(), false)) {
      refuseWhileOneRuns(replaced);
      since = sinceOnServer(replaced, manifest.madeAt());
    }
    List<ErasureLog.Entry> log = files.putBack(scratch, aside, dataOnly);
    log.addAll(since.erasures());
    new PostgresTools(installationFiles.store()).restore(scratch.resolve(Backup.POSTGRES));
    try (Connection restored = DatabaseFiles.openServer(installationFiles.store(), true)) {
      return finish(restored, manifest, since, log, aside);
    }
  }

  private static DatabaseRestore.Since sinceOnServer(Connection replaced, Instant copied) {
    try {
      return DatabaseRestore.since(replaced, copied);
    } catch (SQLException empty) {
      return DatabaseRestore.Since.UNKNOWN;
    }
  }

  private static void refuseWhileOneRuns(Connection connection) throws SQLException {
    for (int tries = 1; count(connection) > 0; tries++) {
      if (tries == TRIES) {
        throw new BackupException(
            Kind.BUSY, "A node runs on this database: stop all, then restore. Nothing was changed");
      }
      // The server takes a moment to let go of a node that has just stopped.
      LockSupport.parkNanos(TRY_NANOS);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OTHERS)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Done finish(
      Connection restored,
      BackupArchive.Manifest manifest,
      DatabaseRestore.Since since,
      List<ErasureLog.Entry> log,
      Path aside)
      throws SQLException, IOException {
    Set<String> paused = pauseAll(restored, manifest);
    DatabaseRestore.toRepeat(restored, log);
    DatabaseRestore.writeDown(restored, manifest.madeAt(), clock);
    return new Done(
        manifest.madeAt(),
        paused,
        since.known(),
        since.calls(),
        since.delivered(),
        toRepeat(restored),
        Files.isDirectory(aside) ? aside : null);
  }

  private static int toRepeat(Connection restored) throws SQLException {
    try (Statement statement = restored.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from erasure_to_repeat")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The files of an installation beside its database, put back from an unpacked backup. */
  private static final class FileRestoration {
    private final InstallationFiles installationFiles;

    FileRestoration(InstallationFiles installationFiles) {
      this.installationFiles = installationFiles;
    }

    List<ErasureLog.Entry> erasures() throws IOException {
      return new ArrayList<>(ErasureLog.read(installationFiles.data().resolve("erasures")));
    }

    /**
     * Users, tokens and rules; what they replace moves aside. The list of erasures is never put
     * back, for it only grows.
     *
     * @return the erasures that are written down beside the database
     */
    List<ErasureLog.Entry> putBack(Path scratch, Path aside, boolean dataOnly) throws IOException {
      List<ErasureLog.Entry> log = erasures();
      for (String name : Backup.DATA) {
        Path fresh = scratch.resolve("data").resolve(name);
        boolean stays =
            name.equals("erasures") && Files.exists(installationFiles.data().resolve(name));
        if (Files.exists(fresh) && !stays) {
          exchange(fresh, installationFiles.data().resolve(name), aside.resolve(name));
        }
      }
      for (String folder : dataOnly ? List.<String>of() : Backup.FOLDERS) {
        Path fresh = scratch.resolve(folder);
        if (Files.isDirectory(fresh)) {
          exchange(fresh, installationFiles.home().resolve(folder), aside.resolve(folder));
        }
      }
      return log;
    }

    private static void exchange(Path fresh, Path place, Path aside) throws IOException {
      if (Files.exists(place)) {
        PrivateFiles.folder(aside.getParent());
        Files.move(place, aside);
      }
      Files.move(fresh, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
