package aftercall.versions;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresVersionsTest extends VersionsContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
