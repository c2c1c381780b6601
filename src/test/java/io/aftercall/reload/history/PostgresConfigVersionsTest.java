package io.aftercall.reload.history;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresConfigVersionsTest extends ConfigVersionsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
