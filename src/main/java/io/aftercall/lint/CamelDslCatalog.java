package io.aftercall.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Camel's route schema and the components on the class path know, condensed: reading Camel's
 * own 800 KB of schema, or its classes, would take longer than the whole check.
 */
public final class CamelDslCatalog {
  private static final String RESOURCE = "camel-words.txt";

  private final Map<String, String> lines = new HashMap<>();
  private final Map<String, DslDefinition> parsed = new HashMap<>();

  public CamelDslCatalog() {
    try (InputStream in = CamelDslCatalog.class.getResourceAsStream(RESOURCE)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        int space = line.indexOf(' ');
        lines.put(line.substring(0, space), line.substring(space + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a definition that another one names. */
  DslDefinition of(String definition) {
    return find(definition)
        .orElseThrow(() -> new IllegalStateException(RESOURCE + " misses " + definition));
  }

  /** Empty for components that do not come with the service. */
  Optional<DslDefinition> component(String scheme) {
    return find(scheme + ":");
  }

  /** Languages of expressions by their key: {@code jq}. */
  DslDefinition languages() {
    return of("ExpressionDefinition");
  }

  private Optional<DslDefinition> find(String name) {
    String line = lines.get(name);
    return line == null
        ? Optional.empty()
        : Optional.of(parsed.computeIfAbsent(name, n -> DslDefinition.parse(line)));
  }
}
