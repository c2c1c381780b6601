package io.aftercall.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server whose processes can be killed and started again on the same files. */
final class PostgresServer implements AutoCloseable {
  private static final long PATIENCE = 60_000_000_000L;

  private final Path data;
  private final int port;
  private final Path program;
  private final List<String> prefix;
  private ProcessHandle postmaster;

  private PostgresServer(Path data, int port, ProcessHandle postmaster) throws IOException {
    this.data = data;
    this.port = port;
    this.postmaster = postmaster;
    program = Path.of("/proc", Long.toString(postmaster.pid()), "exe").toRealPath();
    // The server refuses to run as root; in a user namespace it is nobody.
    prefix = "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  @SuppressWarnings("resource") // The files stay; closing would delete them.
  static PostgresServer start(Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path data = folder.resolve("postgres");
    EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    return new PostgresServer(data, port, ProcessHandle.of(pid).orElseThrow());
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** {@code kill -9} of the postmaster and all its processes. */
  void kill() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
    all.addAll(postmaster.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      for (int i = 0; one.isAlive() && i < 200; i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  /** On the files as they are; returns when it takes connections. */
  void startAgain() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(program.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
    for (String on : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      command.addAll(List.of("-c", on + "=on"));
    }
    command.addAll(List.of("-c", "max_connections=300", "-k", data.toString()));
    for (long end = System.nanoTime() + PATIENCE; System.nanoTime() < end; ) {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(data.resolveSibling("postgres.log").toFile()))
              .start();
      postmaster = process.toHandle();
      while (process.isAlive() && System.nanoTime() < end) {
        if (answers()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      // Another process of the old server may still be going away.
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IllegalStateException("PostgreSQL did not come back, see postgres.log");
  }

  private boolean answers() {
    try {
      DriverManager.getConnection(url()).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
