package aftercall.route;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code mapping:<name>}: the canonical call becomes the destination's record, by config/mappings.
 */
@Component("mapping")
public final class MappingComponent extends DefaultComponent {
  private final Supplier<Ruleset> rules;
  private final KeptMappings kept;

  MappingComponent(Supplier<Ruleset> rules, KeptMappings kept) {
    this.rules = rules;
    this.kept = kept;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    MappingEndpoint endpoint = new MappingEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  Supplier<Ruleset> rules() {
    return rules;
  }

  KeptMappings kept() {
    return kept;
  }
}
