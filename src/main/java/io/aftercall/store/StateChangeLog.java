package io.aftercall.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What people did, the first change first. Both memories write to this one book. */
public final class StateChangeLog {
  private final Store store;

  public StateChangeLog(Store store) {
    this.store = store;
  }

  /**
   * @param subjectId of an event or a delivery
   */
  public List<StateChange> of(String subjectId) {
    SqlBuilder sqlBuilder =
        SqlBuilder.of("select at, from_state, from_reason, to_state, who, why from change")
            .where("subject_id = ?", subjectId)
            .append("order by at");
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> change(row)).list());
  }

  private static StateChange change(ResultSet row) throws SQLException {
    return new StateChange(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
