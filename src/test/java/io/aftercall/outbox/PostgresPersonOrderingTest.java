package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresPersonOrderingTest extends PersonOrderingContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Override
  int seeds() {
    return 20;
  }
}
