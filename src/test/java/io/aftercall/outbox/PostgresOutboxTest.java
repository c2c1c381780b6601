package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresOutboxTest extends OutboxContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
