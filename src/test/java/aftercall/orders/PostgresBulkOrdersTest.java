package aftercall.orders;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresBulkOrdersTest extends BulkOrdersContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
