package io.aftercall.camel;

import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.HistoricMappings;
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
  private final Supplier<ConfigSnapshot> rules;
  private final HistoricMappings kept;

  public MappingComponent(Supplier<ConfigSnapshot> rules, HistoricMappings kept) {
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

  Supplier<ConfigSnapshot> rules() {
    return rules;
  }

  HistoricMappings kept() {
    return kept;
  }
}
