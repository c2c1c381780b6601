package aftercall.upkeep;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresRetentionTest extends RetentionContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
