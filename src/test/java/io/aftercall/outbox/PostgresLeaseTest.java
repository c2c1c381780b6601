package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresLeaseTest extends LeaseContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Test
  void amongNodesTheLineIsAskedOnceMoreWhenSomebodyIsTaken() {
    NewDelivery five = crm(5, "anna");
    add(five);
    add(crm(4, "anna"));

    assertThat(take(five.id())).as("an older one came after the look").isZero();
    assertThat(take(crm(4, "anna").id())).isEqualTo(1);
  }

  private int take(String id) {
    return store.write(
        transaction -> {
          PreparedStatement update =
              transaction.statement(LeaseDeliveries.takeSql(store.dialect()));
          Instant now = clock.instant();
          update.setLong(1, now.plus(LEASE).toEpochMilli());
          update.setString(2, "node-2");
          update.setLong(3, now.toEpochMilli());
          update.setObject(4, store.dialect().list(List.of(id)));
          update.setLong(5, now.toEpochMilli());
          int taken = 0;
          try (var row = update.executeQuery()) {
            while (row.next()) {
              taken++;
            }
          }
          return taken;
        });
  }
}
