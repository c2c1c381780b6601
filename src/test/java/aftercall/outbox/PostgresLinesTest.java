package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;

class PostgresLinesTest extends LinesContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Override
  int seeds() {
    return 20;
  }
}
