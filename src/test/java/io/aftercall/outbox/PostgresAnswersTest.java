package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresAnswersTest extends AnswersContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
