package aftercall.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to be woken for what, within this node; other nodes notice by looking. Names are
 * endpoint addresses: {@code inbox:famulor}, {@code outbox:call-log}.
 */
public final class Signals {
  private final Map<String, List<Signal>> listeners = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> followers = new ConcurrentHashMap<>();

  public Signal listen(String name) {
    Signal signal = new Signal();
    listeners.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>()).add(signal);
    return signal;
  }

  public void forget(String name, Signal signal) {
    List<Signal> known = listeners.get(name);
    if (known != null) {
      known.remove(signal);
    }
  }

  public void raise(String name) {
    List<Signal> known = listeners.get(name);
    if (known != null) {
      known.forEach(Signal::raise);
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
