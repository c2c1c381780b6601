package io.aftercall.notification;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteNotificationsTest extends NotificationsContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }
}
