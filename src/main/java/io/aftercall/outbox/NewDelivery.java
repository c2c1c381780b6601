package io.aftercall.outbox;

import java.time.Instant;

/**
 * One thing to be sent to one destination.
 *
 * @param ordinal counts several deliveries of one event to one destination, from 1
 * @param personKey whose line it stands in: one after the other per destination
 * @param order its place in that line, smaller first: the time of the call in milliseconds
 * @param priority 0 urgent, 1 high, 2 normal
 * @param afterId a delivery that must be finished before, well or badly; or null
 * @param requires whether that one must be delivered: else this one is rejected, and goes on when
 *     it is delivered after all
 * @param once not to be repeated for a later revision of the call
 * @param skipped why nothing is to be sent, for the destination is off; else null
 * @param notBefore when it may be sent at the earliest: a promise; null for as soon as possible
 */
public record NewDelivery(
    String eventId,
    CallRef call,
    String destination,
    int ordinal,
    String personKey,
    long order,
    int priority,
    String afterId,
    boolean requires,
    boolean once,
    String skipped,
    Instant notBefore) {
  /** Which content of which call. */
  public record CallRef(String source, String callId, int revision) {}

  public NewDelivery {
    if (priority < 0 || priority > 2) {
      throw new IllegalArgumentException("A priority is 0, 1 or 2");
    }
  }

  /** One whose destination is on. */
  public NewDelivery(
      String eventId,
      CallRef call,
      String destination,
      int ordinal,
      String personKey,
      long order,
      int priority,
      String afterId,
      boolean requires,
      boolean once) {
    this(
        eventId,
        call,
        destination,
        ordinal,
        personKey,
        order,
        priority,
        afterId,
        requires,
        once,
        null,
        null);
  }

  /** One that requires none to be delivered. */
  public NewDelivery(
      String eventId,
      CallRef call,
      String destination,
      int ordinal,
      String personKey,
      long order,
      int priority,
      String afterId,
      boolean once) {
    this(eventId, call, destination, ordinal, personKey, order, priority, afterId, false, once);
  }

  /** The same for a destination that is off: recorded, and never sent. */
  public NewDelivery skippedBecause(String off) {
    return new NewDelivery(
        eventId,
        call,
        destination,
        ordinal,
        personKey,
        order,
        priority,
        afterId,
        requires,
        once,
        off,
        notBefore);
  }

  /** The same, kept until a time that was promised. */
  public NewDelivery notBefore(Instant promised) {
    return new NewDelivery(
        eventId,
        call,
        destination,
        ordinal,
        personKey,
        order,
        priority,
        afterId,
        requires,
        once,
        skipped,
        promised);
  }

  /** The same for the same event, so that routing it again adds nothing. */
  public String id() {
    return id(eventId, destination, ordinal);
  }

  public static String id(String eventId, String destination, int ordinal) {
    return eventId + "." + destination + "." + ordinal;
  }
}
