package io.aftercall.store;

import java.sql.SQLException;

/** The database is well, but refused this one piece of work: a fault in the work. */
public final class StatementFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StatementFailedException(SQLException cause) {
    super("The database refused a statement (SQLState " + cause.getSQLState() + ")", cause);
  }
}
