package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresDestinationPausesTest extends DestinationPausesContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
