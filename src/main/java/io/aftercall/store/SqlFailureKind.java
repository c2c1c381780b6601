package io.aftercall.store;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Whose fault a failed statement is: the database's, the neighbours', or its own. */
enum SqlFailureKind {
  /** The database file is damaged or gone: nothing is right any more until a restart. */
  FINAL,
  /** The database as a whole takes nothing: let go of the connection, tell everybody. */
  AWAY,
  /** Two transactions were in each other's way: run again. */
  COLLISION,
  /**
   * Another transaction held for long what this one needs: it does not help to run again at once.
   */
  LOCKED,
  /** The work itself is at fault. */
  OWN;

  /**
   * Classes of SQLState: connection, resources (disk full), operator intervention, system error.
   * Beside them 25006: what was the primary server now takes reads only; and 25P03: the server
   * ended a session that stood still within a transaction.
   */
  private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

  private static final Set<String> AWAY_STATES = Set.of("25006", "25P03");
  private static final Set<String> COLLISIONS = Set.of("40001", "40P01");
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * SQLite's primary result codes: PERM, BUSY, LOCKED, NOMEM, READONLY, FULL, CANTOPEN, PROTOCOL.
   */
  private static final Set<Integer> SQLITE_AWAY = Set.of(3, 5, 6, 7, 8, 13, 14, 15);

  /** IOERR, CORRUPT, NOTADB. */
  private static final Set<Integer> SQLITE_FINAL = Set.of(10, 11, 26);

  /** Of IOERR: no memory, and no room for the index of the log. Both may be there again. */
  private static final Set<SQLiteErrorCode> SCARCE =
      Set.of(SQLiteErrorCode.SQLITE_IOERR_NOMEM, SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);

  /** Whether it concerns everybody, not one piece of work alone. */
  boolean isEverybodys() {
    return this == FINAL || this == AWAY;
  }

  static SqlFailureKind of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql);
      }
    }
    return OWN;
  }

  private static SqlFailureKind of(SQLException failure) {
    if (failure instanceof DatabaseFileLostException) {
      return FINAL;
    }
    String state = failure.getSQLState();
    if (state == null || state.isEmpty()) {
      return ofSqlite(failure);
    }
    if (COLLISIONS.contains(state)) {
      return COLLISION;
    }
    if (state.equals(LOCK_NOT_AVAILABLE)) {
      return LOCKED;
    }
    boolean away =
        AWAY_STATES.contains(state)
            || (state.length() >= 2 && AWAY_CLASSES.contains(state.substring(0, 2)));
    return away ? AWAY : OWN;
  }

  private static SqlFailureKind ofSqlite(SQLException failure) {
    if (failure instanceof SQLiteException known && SCARCE.contains(known.getResultCode())) {
      return AWAY;
    }
    int code = failure.getErrorCode() & 0xff;
    if (SQLITE_FINAL.contains(code)) {
      return FINAL;
    }
    return SQLITE_AWAY.contains(code) ? AWAY : OWN;
  }
}
