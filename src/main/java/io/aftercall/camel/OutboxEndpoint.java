package io.aftercall.camel;

import io.aftercall.config.AllowedNetworks;
import io.aftercall.delivery.DestinationSettings;
import io.aftercall.delivery.RetrySettings;
import io.aftercall.routing.DataSharingPolicy;
import io.aftercall.routing.Priority;
import java.time.Duration;
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
 * What must go out. As a producer (decide routes) it names a destination for a call and sends
 * nothing; as a consumer (deliver routes) it hands over what is due and records what became of it.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "outbox",
    title = "Outbox",
    syntax = "outbox:destination",
    category = {Category.CORE})
public final class OutboxEndpoint extends DefaultEndpoint {
  @UriPath(description = "Name of the destination: small letters, digits and -")
  @Metadata(required = true)
  private final String destination;

  @UriParam(label = "producer", enums = "urgent,high,normal", defaultValue = "normal")
  private Priority priority = Priority.normal;

  @UriParam(
      label = "producer",
      description = "Another destination of the same call that must be done first")
  private String after;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description = "Most records in one go; the body is a list when above 1")
  private int batchSize = 1;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description = "Goes at the same time on one node")
  private int concurrency = 1;

  @UriParam(label = "consumer", description = "Most records a second on one node; 0 is no limit")
  private double rate;

  @UriParam(label = "consumer", description = "Most attempts; 0 is no limit but giveUpAfter")
  private int attempts;

  @UriParam(
      label = "consumer",
      defaultValue = "72h",
      description =
          "How long a delivery may wait between its tries, all in all, until it is dead; pauses of"
              + " the destination do not count")
  private Duration giveUpAfter = RetrySettings.DEFAULT.giveUpAfter();

  @UriParam(
      label = "consumer",
      defaultValue = "5s",
      description = "Wait after the first failure; doubles each time")
  private Duration firstDelay = RetrySettings.DEFAULT.firstDelay();

  @UriParam(label = "consumer", defaultValue = "1h", description = "Longest wait between attempts")
  private Duration maxDelay = RetrySettings.DEFAULT.maxDelay();

  @UriParam(
      label = "consumer",
      defaultValue = "5m",
      description = "How long a claim holds; longer than any answer time-out")
  private Duration lease = Duration.ofMinutes(5);

  @UriParam(
      label = "consumer",
      defaultValue = "1m",
      description = "How long a stopped destination is left alone")
  private Duration probeAfter = Duration.ofMinutes(1);

  @UriParam(label = "consumer", description = "True: a changed call is not sent again (e-mail)")
  private boolean oncePerCall;

  @UriParam(
      label = "consumer",
      description = "True: this destination may have the transcript, where the caller agreed")
  private boolean transcript;

  @UriParam(
      label = "consumer",
      description = "True: this destination may have the recording, where the caller agreed")
  private boolean recording;

  @UriParam(
      label = "consumer",
      enums = "repeat,ask",
      defaultValue = "repeat",
      description = "When it is not known whether the destination has a record: repeat, or ask")
  private UnknownOutcomePolicy unknownOutcomePolicy = UnknownOutcomePolicy.repeat;

  @UriParam(
      label = "consumer",
      javaType = "io.aftercall.config.AllowedNetworks",
      description =
          "Addresses that are not public and that this destination may be sent to all the same")
  private AllowedNetworks allowIps = AllowedNetworks.PUBLIC;

  OutboxEndpoint(String uri, OutboxComponent component, String destination) {
    super(uri, component);
    this.destination = destination;
  }

  @Override
  public Producer createProducer() {
    return new OutboxProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    OutboxComponent component = (OutboxComponent) getComponent();
    OutboxConsumer consumer =
        new OutboxConsumer(this, processor, component.destinations(), component.deliveries());
    configureConsumer(consumer);
    return consumer;
  }

  DestinationSettings rules() {
    return new DestinationSettings(
        destination,
        batchSize,
        concurrency,
        rate,
        lease,
        probeAfter,
        new RetrySettings(firstDelay, maxDelay, giveUpAfter, attempts),
        unknownOutcomePolicy == UnknownOutcomePolicy.ask);
  }

  public String getDestination() {
    return destination;
  }

  public Priority getPriority() {
    return priority;
  }

  public void setPriority(Priority priority) {
    this.priority = priority;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }

  public void setConcurrency(int concurrency) {
    this.concurrency = concurrency;
  }

  public int getConcurrency() {
    return concurrency;
  }

  public void setRate(double rate) {
    this.rate = rate;
  }

  public void setAttempts(int attempts) {
    this.attempts = attempts;
  }

  public void setGiveUpAfter(Duration giveUpAfter) {
    this.giveUpAfter = giveUpAfter;
  }

  public void setFirstDelay(Duration firstDelay) {
    this.firstDelay = firstDelay;
  }

  public void setMaxDelay(Duration maxDelay) {
    this.maxDelay = maxDelay;
  }

  public void setLease(Duration lease) {
    this.lease = lease;
  }

  public void setProbeAfter(Duration probeAfter) {
    this.probeAfter = probeAfter;
  }

  public void setOutcomeUnknown(UnknownOutcomePolicy unknownOutcomePolicy) {
    this.unknownOutcomePolicy = unknownOutcomePolicy;
  }

  /** What this destination may have of a call. */
  DataSharingPolicy share() {
    return new DataSharingPolicy(transcript, recording);
  }

  AllowedNetworks reach() {
    return allowIps;
  }

  public void setAllowIps(String written) {
    allowIps =
        AllowedNetworks.parse(written)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "allowIps cannot be '" + written + "'; write " + AllowedNetworks.HINT));
  }

  public void setTranscript(boolean transcript) {
    this.transcript = transcript;
  }

  public void setRecording(boolean recording) {
    this.recording = recording;
  }

  public boolean isOncePerCall() {
    return oncePerCall;
  }

  public void setOncePerCall(boolean oncePerCall) {
    this.oncePerCall = oncePerCall;
  }
}
