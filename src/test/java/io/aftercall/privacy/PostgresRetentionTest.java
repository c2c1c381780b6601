package io.aftercall.privacy;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresRetentionTest extends RetentionContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
