package io.aftercall.backup;

import io.aftercall.backup.BackupException.Kind;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL's own {@code pg_dump} and {@code pg_restore}, from the PATH. */
final class PostgresTools {
  private final String address;
  private final Map<String, String> environment = new HashMap<>();

  PostgresTools(StoreSettings settings) {
    URI url = URI.create(settings.url().substring("jdbc:".length()));
    Map<String, String> said = parameters(url.getRawQuery());
    address = "postgresql://%s%s".formatted(url.getRawAuthority(), url.getRawPath());
    put("PGUSER", settings.user() == null ? said.get("user") : settings.user());
    put("PGPASSWORD", settings.password() == null ? said.get("password") : settings.password());
    put("PGSSLMODE", said.get("sslmode"));
  }

  private void put(String name, String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> said = new HashMap<>();
    for (String one : query == null ? new String[0] : query.split("&")) {
      String[] pair = one.split("=", 2);
      if (pair.length == 2) {
        said.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    return said;
  }

  void dump(Path target) throws IOException {
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file=" + target);
  }

  /** All or nothing. */
  void restore(Path dump) throws IOException {
    run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        dump.toString());
  }

  private void run(String tool, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool, "--dbname=" + address));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BackupException(
          Kind.SETUP,
          tool
              + " is not on the PATH: install PostgreSQL's client tools of the server's version, or"
              + " back up the database as you do your others");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new BackupException(Kind.SETUP, tool + " failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BackupException(Kind.BUSY, "interrupted");
    }
  }
}
