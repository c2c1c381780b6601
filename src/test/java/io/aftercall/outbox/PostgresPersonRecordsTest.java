package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresPersonRecordsTest extends PersonRecordsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
