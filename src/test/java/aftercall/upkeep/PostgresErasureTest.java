package aftercall.upkeep;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresErasureTest extends ErasureContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
