package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresHandsTest extends HandsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
