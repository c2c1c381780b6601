package io.aftercall.store;

/** The database would lose what it has confirmed. Names the setting and what to do about it. */
public final class NotDurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotDurableException(String setting, String bulkAction) {
    super("The database would lose calls at a power cut: " + setting + ". " + bulkAction);
  }
}
