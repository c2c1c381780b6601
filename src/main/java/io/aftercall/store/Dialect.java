package io.aftercall.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.stream.Collectors;

/** Where the two engines truly differ, as pieces of SQL. */
public enum Dialect {
  /** One writer, so nothing needs locking; lists travel as JSON. */
  SQLITE(
      "text",
      "blob",
      "",
      "",
      "",
      "",
      "",
      "",
      " in (select value from json_each(?))",
      "json_patch(%s, %s)") {
    @Override
    public Object list(Collection<String> values) {
      JsonStringEncoder json = JsonStringEncoder.getInstance();
      return values.stream()
          .map(value -> new String(json.quoteAsString(value)))
          .collect(Collectors.joining("\",\"", values.isEmpty() ? "[" : "[\"", end(values)));
    }

    private static String end(Collection<String> values) {
      return values.isEmpty() ? "]" : "\"]";
    }
  },
  /** Several nodes write; lists travel as arrays. */
  POSTGRES(
      "text collate \"C\"",
      "bytea",
      " for update",
      " for update skip locked",
      " for share",
      "select pg_try_advisory_xact_lock(hashtextextended(?, 0))",
      "select pg_advisory_xact_lock_shared(hashtextextended(?, 0))",
      "select pg_advisory_xact_lock(hashtextextended(?, 0))",
      " = any(?)",
      "(cast(%s as jsonb) || cast(%s as jsonb))::text") {
    @Override
    public Object list(Collection<String> values) {
      return values.toArray(String[]::new);
    }
  };

  private final String text;
  private final String blob;
  private final String forUpdate;
  private final String skipLocked;
  private final String forShare;
  private final String tryLock;
  private final String lockTogether;
  private final String lockAlone;
  private final String isIn;
  private final String merged;

  Dialect(
      String text,
      String blob,
      String forUpdate,
      String skipLocked,
      String forShare,
      String tryLock,
      String lockTogether,
      String lockAlone,
      String isIn,
      String merged) {
    this.text = text;
    this.blob = blob;
    this.forUpdate = forUpdate;
    this.skipLocked = skipLocked;
    this.forShare = forShare;
    this.tryLock = tryLock;
    this.lockTogether = lockTogether;
    this.lockAlone = lockAlone;
    this.isIn = isIn;
    this.merged = merged;
  }

  String text() {
    return text;
  }

  String blob() {
    return blob;
  }

  /** Tail of a table that is nothing but its primary key. */
  String clustered() {
    return this == SQLITE ? "without rowid" : "";
  }

  /** Tail of a select whose rows are changed next. */
  public String forUpdate() {
    return forUpdate;
  }

  /** Tail of a select that takes rows no other node is taking. */
  public String skipLocked() {
    return skipLocked;
  }

  /** Tail of a select whose rows must still be so when this transaction commits. */
  public String forShare() {
    return forShare;
  }

  /**
   * Asks, by a name as its parameter, to be the only transaction that has it; empty where there is
   * only one transaction at a time anyway.
   */
  public String tryLock() {
    return tryLock;
  }

  /**
   * Waits, by a name as its parameter, until no transaction has it for itself; then none gets it so
   * until this one ends. Empty as {@link #tryLock} is.
   */
  public String lockTogether() {
    return lockTogether;
  }

  /** The same for the one that must be alone. */
  public String lockAlone() {
    return lockAlone;
  }

  /** Whether several processes may work on one database. */
  public boolean shared() {
    return this == POSTGRES;
  }

  /** Condition: the column is one of the values of one parameter, bound by {@link #list}. */
  public String in(String column) {
    return column + isIn;
  }

  /** Expression: two flat JSON objects in text columns as one; the second one's keys win. */
  public String merged(String json, String over) {
    return merged.formatted(json, over);
  }

  /** The value to bind, by {@code setObject}, for {@link #in}. */
  public abstract Object list(Collection<String> values);
}
