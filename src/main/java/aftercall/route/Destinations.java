package aftercall.route;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that have a deliver route now, and whether a call is sent there only once over
 * its revisions.
 */
final class Destinations {
  private final Map<String, Boolean> once = new ConcurrentHashMap<>();

  void open(String destination, boolean oncePerCall) {
    once.put(destination, oncePerCall);
  }

  /** In the order of the alphabet. */
  Set<String> names() {
    return new TreeSet<>(once.keySet());
  }

  boolean known(String destination) {
    return once.containsKey(destination);
  }

  boolean once(String destination) {
    return once.getOrDefault(destination, false);
  }
}
