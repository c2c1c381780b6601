package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresWrittenTest extends WrittenContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
