package aftercall.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What people did, the first change first. Both memories write to this one book. */
public final class Changes {
  private final Store store;

  public Changes(Store store) {
    this.store = store;
  }

  /**
   * @param subjectId of an event or a delivery
   */
  public List<Change> of(String subjectId) {
    Query query =
        Query.of("select at, from_state, from_reason, to_state, who, why from change")
            .and("subject_id = ?", subjectId)
            .then("order by at");
    return store.read(db -> query.on(db).query((row, n) -> change(row)).list());
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        Instant.ofEpochMilli(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }
}
