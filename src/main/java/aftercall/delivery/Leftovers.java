package aftercall.delivery;

import java.io.IOException;
import java.util.Collection;

/** What a protocol keeps of calls on this machine, outside the database. */
public interface Leftovers {
  /**
   * Takes it out for good.
   *
   * @return how many files went
   */
  int forget(Collection<String> eventIds) throws IOException;

  /**
   * Takes out what belongs to events whose ids are smaller, which came in earlier.
   *
   * @return how many files went
   */
  int forgetBefore(String eventId) throws IOException;
}
