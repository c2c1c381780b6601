package io.aftercall.bulk;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresBulkJobsTest extends BulkJobsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
