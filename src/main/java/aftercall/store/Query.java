package aftercall.store;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A select that grows by the conditions somebody asked for. Texts are ours, values are always
 * bound.
 */
public final class Query {
  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private boolean filtered;

  private Query(String select) {
    sql = new StringBuilder(select);
  }

  public static Query of(String select) {
    return new Query(select);
  }

  /** Adds the condition, unless the value is null: not asked for. */
  public Query and(String condition, Object value) {
    if (value != null) {
      and(condition);
      values.add(value);
    }
    return this;
  }

  public Query and(String condition) {
    sql.append(filtered ? " and " : " where ").append(condition);
    filtered = true;
    return this;
  }

  /** Adds the condition that the column is one of those of another select. */
  public Query among(String column, Query others) {
    and(column + " in (" + others.sql + ")");
    values.addAll(others.values);
    return this;
  }

  public Query then(String tail, Object... more) {
    sql.append(' ').append(tail);
    values.addAll(List.of(more));
    return this;
  }

  /** The same select where {@code %s} stands in another. */
  public Query inside(String outer) {
    Query query = new Query(outer.formatted(sql));
    query.values.addAll(values);
    return query;
  }

  public JdbcClient.StatementSpec on(JdbcClient db) {
    return db.sql(sql.toString()).params(values);
  }

  /** The same within a write. */
  public JdbcClient.StatementSpec on(Tx tx) {
    return on(JdbcClient.create(new SingleConnectionDataSource(tx.connection(), true)));
  }

  @Override
  public String toString() {
    return sql.toString();
  }
}
