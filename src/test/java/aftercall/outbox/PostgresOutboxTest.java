package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresOutboxTest extends OutboxContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
