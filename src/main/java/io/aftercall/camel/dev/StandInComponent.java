package io.aftercall.camel.dev;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** Makes endpoints that do nothing, and refuses an option that the real scheme does not have. */
abstract class StandInComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    String scheme = uri.substring(0, uri.indexOf(':'));
    Optional<Set<String>> options = options(scheme);
    // What is left over here is what Camel complains about, by name.
    parameters.keySet().removeIf(name -> options.isEmpty() || options.get().contains(name));
    return new StandInEndpoint(uri, this);
  }

  /** Names of the options of a scheme, from its catalog; empty when any will do. */
  Optional<Set<String>> options(String scheme) throws Exception {
    String file = "/META-INF/io/aftercall/camel/dev/" + scheme + ".json";
    try (InputStream catalog = StandInComponent.class.getResourceAsStream(file)) {
      if (catalog == null) {
        throw new IllegalStateException("the catalog of " + scheme + ": is not in the class path");
      }
      JsonObject read =
          (JsonObject) Jsoner.deserialize(new InputStreamReader(catalog, StandardCharsets.UTF_8));
      return Optional.of(read.<JsonObject>getMap("properties").keySet());
    }
  }
}
