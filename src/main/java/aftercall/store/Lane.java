package aftercall.store;

/** Many callers, one list, one transaction, one fsync. */
@FunctionalInterface
public interface Lane<I, O> {
  /**
   * Blocks until the item is committed.
   *
   * @throws StoreUnavailable when it is not known to be stored: try again later
   */
  O put(I item);
}
