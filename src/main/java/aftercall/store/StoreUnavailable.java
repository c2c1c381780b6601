package aftercall.store;

/**
 * The database takes nothing now: away, full, overloaded or closed. Nothing of the work is known to
 * be stored; the same work may be tried again later.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
