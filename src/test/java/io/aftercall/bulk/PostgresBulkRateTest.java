package io.aftercall.bulk;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresBulkRateTest extends BulkRateContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
