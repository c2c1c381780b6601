package io.aftercall.concurrent;

import java.time.Duration;
import java.util.Locale;

/**
 * How one long-lived thread is.
 *
 * @param name of the thread: {@code deliver-crm-http-1}
 * @param destination it delivers to; empty when it does something else
 * @param lasts how long it has been resting or at its round
 * @param errors rounds that ended with an exception or not in time, since the start
 * @param lastError kind of the last one, without any text of a call; empty when there was none
 */
public record WorkerStatus(
    String name, String destination, State state, Duration lasts, long errors, String lastError) {

  /** A round that takes longer than any deadline is told, whatever the worker's guard thinks. */
  public static final Duration LONG = Duration.ofMinutes(15);

  /** What a worker does. */
  public enum State {
    /** Waits for work. */
    IDLE,
    /** At a round. */
    BUSY,
    /** Its last round failed; it tries again every second. */
    FAILING,
    /** Its round does not end, and it could not be replaced. */
    STUCK,
    /** Its thread has ended. */
    GONE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the worker does its work, now or in a second. */
    public boolean works() {
      return this != STUCK && this != GONE;
    }
  }
}
