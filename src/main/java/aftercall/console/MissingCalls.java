package aftercall.console;

import aftercall.journal.Erased;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Why there is nothing to tell about a call: it never came, or it was erased. */
final class MissingCalls {
  private final Erased erased;
  private final Supplier<List<String>> sources;

  /**
   * @param sources names of all sources
   */
  MissingCalls(Erased erased, Supplier<List<String>> sources) {
    this.erased = erased;
    this.sources = sources;
  }

  /**
   * @param source null: of every source
   */
  NotThere told(String source, String callId) {
    return sources.get().stream()
        .filter(name -> source == null || name.equals(source))
        .map(name -> erased.since(name, callId))
        .flatMap(Optional::stream)
        .findFirst()
        .map(at -> new NotThere("this call was erased at " + at.truncatedTo(ChronoUnit.SECONDS)))
        .orElseGet(
            () ->
                new NotThere(
                    "no call with this id has come in" + (source == null ? "" : " from there")));
  }
}
