package io.aftercall.call;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each step of a call, with the receipt its sender was given. The logger is {@value
 * #NAME}; the values are fields of their own where the log is written as JSON.
 */
public final class CallLog {
  static final String NAME = "aftercall.calls";
  private static final Logger LOG = LoggerFactory.getLogger(NAME);
  private static final String RECEIPT = "receipt";

  private CallLog() {}

  /** It is on the disk. */
  public static void received(String receipt, String source, String result, int revision) {
    LOG.atInfo()
        .addKeyValue(RECEIPT, receipt)
        .addKeyValue("source", source)
        .addKeyValue("result", result)
        .addKeyValue("revision", revision)
        .log("event.received");
  }

  /** What was decided is committed. */
  public static void routed(
      String receipt, String source, String state, Collection<String> destinations) {
    LOG.atInfo()
        .addKeyValue(RECEIPT, receipt)
        .addKeyValue("source", source)
        .addKeyValue("state", state)
        .addKeyValue("destinations", String.join(",", destinations))
        .log("event.routed");
  }

  /**
   * A round with one delivery is over.
   *
   * @param outcome of the attempt, or {@code none} when none was made
   */
  public static void recorded(
      String receipt, String delivery, String destination, String outcome, String state) {
    LOG.atInfo()
        .addKeyValue(RECEIPT, receipt)
        .addKeyValue("delivery", delivery)
        .addKeyValue("destination", destination)
        .addKeyValue("outcome", outcome)
        .addKeyValue("state", state)
        .log("delivery.recorded");
  }
}
