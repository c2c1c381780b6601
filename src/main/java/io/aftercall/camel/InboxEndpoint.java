package io.aftercall.camel;

import io.aftercall.journal.EventState;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Calls that came in. As a consumer it hands every stored call of a source to a decide route; as a
 * producer it proves and stores a webhook, or (inbox:hold, inbox:ignore) ends the decision about a
 * call.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "inbox",
    title = "Inbox",
    syntax = "inbox:source",
    remote = false,
    category = {Category.CORE})
public final class InboxEndpoint extends DefaultEndpoint {
  @UriPath(description = "A source of config/sources, or hold, or ignore")
  @Metadata(required = true)
  private final String source;

  @UriParam(label = "producer", description = "Why a call is held or ignored; shown to operators")
  private String reason;

  @UriParam(
      label = "consumer",
      defaultValue = "200",
      description = "Most calls decided in one transaction")
  private int batchSize = 200;

  InboxEndpoint(String uri, InboxComponent component, String source) {
    super(uri, component);
    this.source = source;
  }

  @Override
  public Producer createProducer() {
    return switch (source) {
      case "hold" -> new HoldOrIgnoreProducer(this, EventState.HELD, reason);
      case "ignore" -> new HoldOrIgnoreProducer(this, EventState.IGNORED, reason);
      default -> new InboxProducer(this, component().intake());
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    InboxConsumer consumer = new InboxConsumer(this, processor, component().decisions());
    configureConsumer(consumer);
    return consumer;
  }

  private InboxComponent component() {
    return (InboxComponent) getComponent();
  }

  public String getSource() {
    return source;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }
}
