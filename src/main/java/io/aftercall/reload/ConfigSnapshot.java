package io.aftercall.reload;

import io.aftercall.call.CallReader;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.mapping.Mappings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything ops can edit that is read per call, as one immutable set. {@code hash} names its
 * content.
 */
public record ConfigSnapshot(
    String hash, Sources sources, Mappings mappings, Map<String, CallReader> readers) {

  static ConfigSnapshot of(String hash, Sources sources, Mappings mappings) {
    Map<String, CallReader> readers =
        sources.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Source::name, source -> new CallReader(source.rules())));
    return new ConfigSnapshot(hash, sources, mappings, readers);
  }

  /** Reads the bodies of a source; empty when there is no such source. */
  public Optional<CallReader> reader(String source) {
    return Optional.ofNullable(readers.get(source));
  }
}
