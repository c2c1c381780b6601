package io.aftercall.web.console;

import io.aftercall.journal.ErasureTombstones;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Why there is nothing to tell about a call: it never came, or it was erased. */
public final class MissingCalls {
  private final ErasureTombstones erasureTombstones;
  private final Supplier<List<String>> sources;

  /**
   * @param sources names of all sources
   */
  MissingCalls(ErasureTombstones erasureTombstones, Supplier<List<String>> sources) {
    this.erasureTombstones = erasureTombstones;
    this.sources = sources;
  }

  /**
   * @param source null: of every source
   */
  public NotFoundException told(String source, String callId) {
    return sources.get().stream()
        .filter(name -> source == null || name.equals(source))
        .map(name -> erasureTombstones.since(name, callId))
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            at ->
                new NotFoundException(
                    "this call was erased at " + at.truncatedTo(ChronoUnit.SECONDS)))
        .orElseGet(
            () ->
                new NotFoundException(
                    "no call with this id has come in" + (source == null ? "" : " from there")));
  }
}
