package io.aftercall.camel;

import io.aftercall.delivery.DestinationSettings;
import io.aftercall.delivery.RetrySettings;
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

/**
 * What must go out. As a producer (decide routes) it names a destination for a call and sends
 * nothing; outbox:reject in a deliver route rejects a record; as a consumer (deliver routes) it
 * hands over what is due and records what became of it.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "outbox",
    title = "Outbox",
    syntax = "outbox:destination",
    remote = false,
    category = {Category.CORE})
public final class OutboxEndpoint extends OutboxPolicyOptions {
  @UriPath(description = "Name of the destination: small letters, digits and -")
  @Metadata(required = true)
  private final String destination;

  @UriParam(
      label = "producer",
      enums = "urgent,high,normal",
      defaultValue = "normal",
      description = "Which of the deliveries that are due goes first")
  private Priority priority = Priority.normal;

  @UriParam(
      label = "producer",
      description = "Another destination of the same call that must be done first")
  private String after;

  @UriParam(
      label = "producer",
      description =
          "Another destination of the same call that must be delivered first; when it is rejected"
              + " or given up, so is this one, and both go on when it is delivered later")
  private String requires;

  @UriParam(
      label = "producer",
      enums = "now,promise",
      defaultValue = "now",
      description =
          "promise: kept until .promise.due_at of the call; a later promise of the person to the"
              + " same destination takes its place")
  private DueTime due = DueTime.now;

  @UriParam(
      label = "producer",
      description =
          "With outbox:reject in a deliver route: why the record is rejected; shown to everybody,"
              + " so it must not name the person")
  private String reason;

  @UriParam(
      label = "consumer",
      defaultValue = "true",
      description =
          "false: the destination is off; what a decide route names for it is recorded as skipped")
  private boolean enabled = true;

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
          "How long a delivery may wait between its tries, all in all, until it has failed; pauses of"
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
      description = "How long a lease holds; longer than any answer time-out")
  private Duration leaseDuration = Duration.ofMinutes(5);

  @UriParam(
      label = "consumer",
      description =
          "How long a batch may take until its conversation is given up and the destination paused;"
              + " shorter than leaseDuration, four fifths of it when not set")
  private Duration batchTimeout;

  @UriParam(
      label = "consumer",
      defaultValue = "1m",
      description = "How long a stopped destination is left alone")
  private Duration probeInterval = Duration.ofMinutes(1);

  @UriParam(
      label = "consumer",
      enums = "retry,hold",
      defaultValue = "retry",
      description =
          "When it is not known whether the destination has a record: send it again (retry), or wait for a person (hold)")
  private UnknownOutcomePolicy onUnknownOutcome = UnknownOutcomePolicy.retry;

  OutboxEndpoint(String uri, OutboxComponent component, String destination) {
    super(uri, component);
    this.destination = destination;
  }

  @Override
  public Producer createProducer() {
    return destination.equals(RejectProducer.NAME)
        ? new RejectProducer(this)
        : new OutboxProducer(this);
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
        leaseDuration,
        probeInterval,
        new RetrySettings(firstDelay, maxDelay, giveUpAfter, attempts),
        onUnknownOutcome == UnknownOutcomePolicy.hold,
        batchTimeout == null ? DestinationSettings.withinLease(leaseDuration) : batchTimeout);
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (batchTimeout != null
        && (isNotPositive(batchTimeout) || batchTimeout.compareTo(leaseDuration) >= 0)) {
      throw new IllegalArgumentException(
          "batchTimeout of outbox:%s is %d s; it must be more than nothing and less than leaseDuration (%d s)"
              .formatted(destination, batchTimeout.toSeconds(), leaseDuration.toSeconds()));
    }
  }

  private static boolean isNotPositive(Duration time) {
    return time.isNegative() || time.isZero();
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

  public DueTime getDue() {
    return due;
  }

  public void setDue(DueTime due) {
    this.due = due;
  }

  public String getRequires() {
    return requires;
  }

  public void setRequires(String requires) {
    this.requires = requires;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
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

  public void setLeaseDuration(Duration leaseDuration) {
    this.leaseDuration = leaseDuration;
  }

  public void setBatchTimeout(Duration batchTimeout) {
    this.batchTimeout = batchTimeout;
  }

  public void setProbeInterval(Duration probeInterval) {
    this.probeInterval = probeInterval;
  }

  public void setOnUnknownOutcome(UnknownOutcomePolicy onUnknownOutcome) {
    this.onUnknownOutcome = onUnknownOutcome;
  }

  public double getRate() {
    return rate;
  }

  public int getAttempts() {
    return attempts;
  }

  public Duration getGiveUpAfter() {
    return giveUpAfter;
  }

  public Duration getFirstDelay() {
    return firstDelay;
  }

  public Duration getMaxDelay() {
    return maxDelay;
  }

  public Duration getLeaseDuration() {
    return leaseDuration;
  }

  public Duration getBatchTimeout() {
    return batchTimeout;
  }

  public Duration getProbeInterval() {
    return probeInterval;
  }

  public UnknownOutcomePolicy getOnUnknownOutcome() {
    return onUnknownOutcome;
  }
}
