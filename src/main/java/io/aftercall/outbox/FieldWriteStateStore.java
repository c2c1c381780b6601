package io.aftercall.outbox;

import io.aftercall.store.Dialect;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was last written into the records of a destination. */
final class FieldWriteStateStore {
  private final Dialect dialect;
  private final String remember;
  private final String recall;

  FieldWriteStateStore(Dialect dialect) {
    this.dialect = dialect;
    remember =
        """
        insert into written (destination, record_key, person_key, fields)
        select destination, cast(? as text), person_key, cast(? as text) from delivery where id = ?
        on conflict (destination, record_key) do update
        set person_key = excluded.person_key, fields =\
        """
            + " "
            + dialect.merged("written.fields", "excluded.fields");
    recall =
        "select record_key, fields from written where destination = ? and "
            + dialect.in("record_key");
  }

  /** In the transaction that says the leases were delivered. */
  void remember(Transaction transaction, List<DeliveryResult> delivered) throws SQLException {
    if (delivered.isEmpty()) {
      return;
    }
    PreparedStatement upsert = transaction.statement(remember);
    for (DeliveryResult end : delivered) {
      upsert.setString(1, end.written().recordKey());
      upsert.setString(2, end.written().fields());
      upsert.setString(3, end.lease().id());
      upsert.addBatch();
    }
    upsert.executeBatch();
  }

  Map<String, String> recall(Store store, String destination, Collection<String> recordKeys) {
    return store.read(
        db -> {
          Map<String, String> fields = new HashMap<>();
          db.sql(recall)
              .params(destination, dialect.list(recordKeys))
              .query(
                  row -> {
                    fields.put(row.getString(1), row.getString(2));
                  });
          return fields;
        });
  }
}
