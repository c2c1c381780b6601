package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresDeliveryActionsTest extends DeliveryActionsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
