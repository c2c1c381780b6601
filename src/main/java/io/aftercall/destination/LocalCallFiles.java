package io.aftercall.destination;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** What a protocol keeps of calls on this machine, outside the database. */
public interface LocalCallFiles {
  /**
   * Takes it out for good.
   *
   * @return how many files went
   * @throws IOException when something stays; what can go has gone
   */
  int forget(Collection<String> eventIds) throws IOException;

  /** Ids of the events something is kept of. */
  Set<String> events() throws IOException;
}
