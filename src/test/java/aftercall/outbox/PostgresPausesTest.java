package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresPausesTest extends PausesContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
