package io.aftercall.reconcile;

import io.aftercall.config.SenderApi;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The platforms of the sources in force, each with one budget for all that is asked. */
final class SenderApis {
  private final Supplier<Sources> sources;
  private final InstantSource clock;
  private final Duration patience;
  private final Map<String, SenderApiClient> apis = new ConcurrentHashMap<>();

  /**
   * @param patience for one answer
   */
  SenderApis(Supplier<Sources> sources, InstantSource clock, Duration patience) {
    this.sources = sources;
    this.clock = clock;
    this.patience = patience;
  }

  List<String> names() {
    return sources.get().all().stream()
        .filter(source -> source.platform() != null)
        .map(Source::name)
        .toList();
  }

  /** The source, when its calls are to be compared with its platform. */
  Optional<Source> readBack(String name) {
    return sources
        .get()
        .find(name)
        .filter(source -> source.platform() != null && source.platform().readBack());
  }

  /**
   * @throws IllegalArgumentException when there is no such source, or it has no platform
   */
  Source source(String name) {
    return sources
        .get()
        .find(name)
        .filter(source -> source.platform() != null)
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** Kept until its settings change, and its budget with it. */
  SenderApiClient api(Source source) {
    return apis.compute(
        source.name(),
        (name, known) ->
            known != null && isSame(known.platform(), source.platform())
                ? known
                : new SenderApiClient(source.platform(), clock, patience));
  }

  private static boolean isSame(SenderApi one, SenderApi other) {
    return one == other
        || (one.url() != null
            && one.url().equals(other.url())
            && one.perMinute() == other.perMinute()
            && one.token().bearer().equals(other.token().bearer()));
  }
}
