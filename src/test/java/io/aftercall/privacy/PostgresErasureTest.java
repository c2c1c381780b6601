package io.aftercall.privacy;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresErasureTest extends ErasureContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
