package io.aftercall.store;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A select that grows by the conditions somebody asked for. Texts are ours, values are always
 * bound.
 */
public final class SqlBuilder {
  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private boolean filtered;

  private SqlBuilder(String select) {
    sql = new StringBuilder(select);
  }

  public static SqlBuilder of(String select) {
    return new SqlBuilder(select);
  }

  /** Adds the condition, unless the value is null: not asked for. */
  public SqlBuilder where(String condition, Object value) {
    if (value != null) {
      where(condition);
      values.add(value);
    }
    return this;
  }

  public SqlBuilder where(String condition) {
    sql.append(filtered ? " and " : " where ").append(condition);
    filtered = true;
    return this;
  }

  /** Adds the condition that the column is one of those of another select. */
  public SqlBuilder inSubquery(String column, SqlBuilder others) {
    where(column + " in (" + others.sql + ")");
    values.addAll(others.values);
    return this;
  }

  public SqlBuilder append(String tail, Object... more) {
    sql.append(' ').append(tail);
    values.addAll(List.of(more));
    return this;
  }

  /** The same select where {@code %s} stands in another. */
  public SqlBuilder wrap(String outer) {
    SqlBuilder sqlBuilder = new SqlBuilder(outer.formatted(sql));
    sqlBuilder.values.addAll(values);
    return sqlBuilder;
  }

  public JdbcClient.StatementSpec on(JdbcClient db) {
    return db.sql(sql.toString()).params(values);
  }

  /** The same within a write. */
  public JdbcClient.StatementSpec on(Transaction transaction) {
    return on(JdbcClient.create(new SingleConnectionDataSource(transaction.connection(), true)));
  }

  @Override
  public String toString() {
    return sql.toString();
  }
}
