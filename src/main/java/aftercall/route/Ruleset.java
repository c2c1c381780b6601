package aftercall.route;

import aftercall.call.CallReader;
import aftercall.config.Source;
import aftercall.config.Sources;
import aftercall.mapping.Mappings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything ops can edit that is read per call, as one immutable set. {@code hash} names its
 * content.
 */
public record Ruleset(
    String hash, Sources sources, Mappings mappings, Map<String, CallReader> readers) {

  static Ruleset of(String hash, Sources sources, Mappings mappings) {
    Map<String, CallReader> readers =
        sources.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Source::name, source -> new CallReader(source.rules())));
    return new Ruleset(hash, sources, mappings, readers);
  }

  /** Reads the bodies of a source; empty when there is no such source. */
  public Optional<CallReader> reader(String source) {
    return Optional.ofNullable(readers.get(source));
  }
}
