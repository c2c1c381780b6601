package io.aftercall.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aftercall.backup.BackupException;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.UnusableDatabaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Option;

/** What both verbs about copies need: which installation, and what to say when it fails. */
final class BackupOptions {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Folder the service is started in (default: this one).")
  private Path home;

  /** Something that copies. */
  interface Work<T> {
    T done() throws IOException, SQLException;
  }

  io.aftercall.backup.InstallationFiles installation(Cli.CliContext cliContext) {
    Environment settings = cliContext.settings().apply(home.toString());
    return io.aftercall.backup.InstallationFiles.of(
        home,
        settings.getProperty("aftercall.data", "data"),
        new StoreSettings(
            settings.getProperty("aftercall.store.url"),
            settings.getProperty("aftercall.store.user"),
            settings.getProperty("aftercall.store.password")));
  }

  static <T> T explained(Work<T> work) {
    try {
      return work.done();
    } catch (BackupException e) {
      throw new CliException(
          switch (e.kind()) {
            case ARCHIVE -> Exit.USAGE;
            case BUSY -> Exit.TRY_AGAIN;
            case SETUP -> Exit.CONFIGURATION;
          },
          e.getMessage());
    } catch (UnusableDatabaseException e) {
      throw new CliException(Exit.CONFIGURATION, e.getMessage());
    } catch (StoreUnavailableException | SQLException e) {
      throw new CliException(Exit.UNAVAILABLE, "The database does not answer: " + e.getMessage());
    } catch (IOException e) {
      throw new CliException(
          Exit.UNAVAILABLE, "A file cannot be read or written: " + e.getMessage());
    }
  }

  static String json(Map<String, ?> fields) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
