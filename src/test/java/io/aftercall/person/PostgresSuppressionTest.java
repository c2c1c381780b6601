package io.aftercall.person;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresSuppressionTest extends SuppressionContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Override
  String explain() {
    return "explain ";
  }
}
