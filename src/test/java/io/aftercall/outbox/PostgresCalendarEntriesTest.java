package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresCalendarEntriesTest extends CalendarEntriesContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
