package io.aftercall.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Turns the call in the body, or each call of the list in the body, into a record by a mapping
 * file.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "mapping",
    title = "Mapping",
    syntax = "mapping:name",
    producerOnly = true,
    remote = false,
    category = {Category.TRANSFORMATION})
public final class MappingEndpoint extends DefaultEndpoint {
  @UriPath(description = "Name of a file in config/mappings, without .yaml")
  @Metadata(required = true)
  private final String name;

  MappingEndpoint(String uri, MappingComponent component, String name) {
    super(uri, component);
    this.name = name;
  }

  @Override
  public Producer createProducer() {
    MappingComponent component = (MappingComponent) getComponent();
    return new MappingProducer(this, component.rules(), component.kept());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new IllegalStateException("mapping: is a step (to: mapping:" + name + "), not a start");
  }

  public String getName() {
    return name;
  }
}
