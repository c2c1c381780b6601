package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresRequiredDeliveryTest extends RequiredDeliveryContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
