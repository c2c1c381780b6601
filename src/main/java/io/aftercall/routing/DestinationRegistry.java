package io.aftercall.routing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that have a deliver route now, and whether a call is sent there only once over
 * its revisions.
 */
public final class DestinationRegistry {
  private final Map<String, Boolean> once = new ConcurrentHashMap<>();

  public void open(String destination, boolean oncePerCall) {
    once.put(destination, oncePerCall);
  }

  /** In the order of the alphabet. */
  public Set<String> names() {
    return new TreeSet<>(once.keySet());
  }

  boolean known(String destination) {
    return once.containsKey(destination);
  }

  boolean once(String destination) {
    return once.getOrDefault(destination, false);
  }
}
