package aftercall.orders;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresOrdersInTimeTest extends OrdersInTimeContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
