package io.aftercall.backup;

import io.aftercall.store.StoreSettings;
import java.nio.file.Path;

/**
 * What belongs to an installation.
 *
 * @param home holds {@code config/} and {@code routes/}
 * @param data the data folder
 * @param store where the database is
 */
public record InstallationFiles(Path home, Path data, StoreSettings store) {
  private static final String SQLITE = "jdbc:sqlite:";

  /** Relative paths are meant from {@code home}, where the service is started. */
  public static InstallationFiles of(Path home, String data, StoreSettings store) {
    String url = store.url();
    boolean relative = url.startsWith(SQLITE) && !url.startsWith(SQLITE + "/");
    StoreSettings settled =
        relative && !url.startsWith(SQLITE + "file:")
            ? new StoreSettings(
                SQLITE + home.toAbsolutePath().normalize().resolve(url.substring(SQLITE.length())),
                store.user(),
                store.password())
            : store;
    return new InstallationFiles(home, home.resolve(data), settled);
  }
}
