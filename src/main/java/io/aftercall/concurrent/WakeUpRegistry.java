package io.aftercall.concurrent;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to be woken for what, within this node; other nodes notice by looking. Names are
 * endpoint addresses: {@code inbox:famulor}, {@code outbox:call-log}.
 */
public final class WakeUpRegistry {
  private final Map<String, List<WakeUp>> listeners = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> followers = new ConcurrentHashMap<>();

  public WakeUp listen(String name) {
    WakeUp wakeUp = new WakeUp();
    listeners.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>()).add(wakeUp);
    return wakeUp;
  }

  public void forget(String name, WakeUp wakeUp) {
    List<WakeUp> known = listeners.get(name);
    if (known != null) {
      known.remove(wakeUp);
    }
  }

  public void raise(String name) {
    List<WakeUp> known = listeners.get(name);
    if (known != null) {
      known.forEach(WakeUp::raise);
    }
  }

  /**
   * From now on, whoever waits for {@code follower} is woken when something of {@code leader} is
   * done.
   */
  public void follow(String leader, String follower) {
    followers.computeIfAbsent(leader, n -> ConcurrentHashMap.newKeySet()).add(follower);
  }

  public void raiseFollowers(String leader) {
    followers.getOrDefault(leader, Set.of()).forEach(this::raise);
  }
}
