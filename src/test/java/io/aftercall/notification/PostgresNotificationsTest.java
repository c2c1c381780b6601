package io.aftercall.notification;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;

class PostgresNotificationsTest extends NotificationsContract {

  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }
}
