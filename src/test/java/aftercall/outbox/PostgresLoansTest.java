package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresLoansTest extends LoansContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
