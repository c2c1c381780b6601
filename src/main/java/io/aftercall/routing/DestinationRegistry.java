package io.aftercall.routing;

import io.aftercall.person.ContactPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations that have a deliver route now, whether a call is sent there only once over its
 * revisions, whether what is sent there reaches the customer, and which are off.
 */
public final class DestinationRegistry {
  private final Map<String, Boolean> once = new ConcurrentHashMap<>();
  private final Map<String, ContactPolicy> policies = new ConcurrentHashMap<>();
  private final Map<String, String> off = new ConcurrentHashMap<>();

  public void open(String destination, boolean sendOnce) {
    open(destination, sendOnce, ContactPolicy.NONE);
  }

  /**
   * @param policy whether what is sent there reaches the customer
   */
  public void open(String destination, boolean sendOnce, ContactPolicy policy) {
    policies.put(destination, policy);
    once.put(destination, sendOnce);
  }

  /** Those that contact customers, by name. */
  public Map<String, ContactPolicy> contacting() {
    Map<String, ContactPolicy> contacting = new TreeMap<>(policies);
    contacting.values().removeIf(policy -> !policy.contacting());
    return contacting;
  }

  /** What is named for it is recorded as skipped, and nothing is sent. */
  public void switchOff(String destination, String why) {
    off.put(destination, why);
  }

  public void switchOn(String destination) {
    off.remove(destination);
  }

  /** Why a destination is off; empty when it is on. */
  public Optional<String> off(String destination) {
    return Optional.ofNullable(off.get(destination));
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
