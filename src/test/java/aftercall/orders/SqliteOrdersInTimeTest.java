package aftercall.orders;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOrdersInTimeTest extends OrdersInTimeContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }
}
