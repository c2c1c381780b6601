package io.aftercall.backup;

import io.aftercall.backup.BackupException.Kind;
import io.aftercall.files.PrivateFiles;
import io.aftercall.files.TemporaryFiles;
import io.aftercall.store.DatabaseFiles;
import io.aftercall.store.UlidGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Copies an installation into one file, while the service runs or not. */
public final class Backup {
  static final String SQLITE = "database/aftercall.db";
  static final String POSTGRES = "database/aftercall.dump";

  /** Of the data folder; what else is there is made anew, or belongs to the database. */
  static final List<String> DATA = List.of("users", "tokens", "api-token", "erasures");

  static final List<String> FOLDERS = List.of("config", "routes");

  private final InstallationFiles installationFiles;
  private final InstantSource clock;

  /**
   * @param engine {@code sqlite} or {@code postgresql}
   * @param bytes of the file
   * @param files how many it holds
   * @param audited whether it is in the audit log now; not of a database that takes nothing
   */
  public record Done(
      Path file, Instant madeAt, String engine, long bytes, int files, boolean audited) {}

  public Backup(InstallationFiles installationFiles, InstantSource clock) {
    this.installationFiles = installationFiles;
    this.clock = clock;
  }

  /**
   * Whole or not at all. The file can be read by the own user only.
   *
   * @throws BackupException when the file is there already, or a tool is missing
   */
  public Done to(Path file) throws IOException, SQLException {
    if (Files.exists(file)) {
      throw new BackupException(
          Kind.ARCHIVE, file + " is there already; name another one, or delete it");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Path scratch = scratch(file);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Map<String, Path> files = collect(scratch);
      String engine = files.containsKey(SQLITE) ? "sqlite" : "postgresql";
      Files.deleteIfExists(part);
      BackupArchive.Manifest manifest = BackupArchive.write(part, now, engine, files);
      PrivateFiles.force(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.forceFolder(file.toAbsolutePath().getParent());
      int count = manifest.entries().size();
      boolean audited = audit(now, count);
      return new Done(file, now, engine, Files.size(file), count, audited);
    } finally {
      Files.deleteIfExists(part);
      TemporaryFiles.delete(scratch);
    }
  }

  /** A copy takes personal data out of here, so it is written down; the copy itself is whole. */
  private boolean audit(Instant now, int files) {
    try (Connection database = DatabaseFiles.connect(installationFiles.store());
        PreparedStatement insert =
            database.prepareStatement(
                "insert into operator_action (id, at, who, what, about, why) values (?, ?, ?, ?, ?,"
                    + " ?)")) {
      insert.setString(1, new UlidGenerator(clock).next());
      insert.setLong(2, now.toEpochMilli());
      insert.setString(3, System.getProperty("user.name"));
      insert.setString(4, "backup");
      insert.setString(5, "the database and %d other files".formatted(files - 1));
      insert.setString(6, "asked for at the command line");
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Beside the target: there is room, and the copy must not lie open elsewhere. */
  private static Path scratch(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new BackupException(Kind.ARCHIVE, "there is no folder " + folder);
    }
    return PrivateFiles.folder(
        folder.resolve(".%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid())));
  }

  private Map<String, Path> collect(Path scratch) throws IOException, SQLException {
    Map<String, Path> files = new TreeMap<>();
    Path copy = scratch.resolve("copy");
    if (DatabaseFiles.isFile(installationFiles.store())) {
      DatabaseFiles.copy(installationFiles.store(), copy);
      files.put(SQLITE, copy);
    } else {
      PrivateFiles.file(copy);
      new PostgresTools(installationFiles.store()).dump(copy);
      files.put(POSTGRES, copy);
    }
    for (String name : DATA) {
      if (Files.isRegularFile(installationFiles.data().resolve(name))) {
        files.put("data/" + name, installationFiles.data().resolve(name));
      }
    }
    for (String folder : FOLDERS) {
      collect(folder, files);
    }
    return files;
  }

  private void collect(String folder, Map<String, Path> files) throws IOException {
    Path root = installationFiles.home().resolve(folder);
    if (Files.isDirectory(root)) {
      try (Stream<Path> found = Files.walk(root)) {
        found
            .filter(Files::isRegularFile)
            .forEach(
                one ->
                    files.put(
                        folder + "/" + root.relativize(one).toString().replace('\\', '/'), one));
      }
    }
  }
}
