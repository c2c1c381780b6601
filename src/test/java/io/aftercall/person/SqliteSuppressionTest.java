package io.aftercall.person;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSuppressionTest extends SuppressionContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }

  @Override
  String explain() {
    return "explain query plan ";
  }
}
