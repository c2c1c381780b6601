package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresRecordWriteStateTest extends RecordWriteStateContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
