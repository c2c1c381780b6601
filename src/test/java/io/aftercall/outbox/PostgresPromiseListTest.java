package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresPromiseListTest extends PromiseListContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
