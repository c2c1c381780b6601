package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresRelationCompletionTest extends RelationCompletionContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
