package aftercall.sandbox.salesforce;

/**
 * One change that was committed.
 *
 * @param number counts from 1 over all objects
 * @param key value of the external id the writer used, or an empty string
 */
public record Write(long number, Kind kind, String object, String id, String key) {
  public enum Kind {
    CREATED,
    UPDATED,
    DELETED
  }
}
