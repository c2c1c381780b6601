package io.aftercall.sandbox.salesforce;

import java.util.Map;
import java.util.TreeMap;

/** How often the API was called. A Collections or Composite request is one call. */
public final class Calls {
  private final Map<String, Integer> byKind = new TreeMap<>();
  private int total;
  private int logins;

  /** Calls that count against the daily limit: refused ones too, logins not. */
  public synchronized int total() {
    return total;
  }

  /** Requests for a token. */
  public synchronized int logins() {
    return logins;
  }

  /**
   * Calls by method and path after the version, values replaced by a star: {@code PATCH
   * /sobjects/Lead/Aftercall_Person__c/*}.
   */
  public synchronized Map<String, Integer> byKind() {
    return Map.copyOf(byKind);
  }

  /** Calls of one kind, as named in {@link #byKind}. */
  public synchronized int of(String kind) {
    return byKind.getOrDefault(kind, 0);
  }

  synchronized void count(String kind) {
    total++;
    byKind.merge(kind, 1, Integer::sum);
  }

  synchronized void countLogin() {
    logins++;
  }

  synchronized void clear() {
    byKind.clear();
    total = 0;
    logins = 0;
  }
}
