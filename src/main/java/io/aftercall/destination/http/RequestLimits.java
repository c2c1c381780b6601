package io.aftercall.destination.http;

import java.time.Duration;

/**
 * What one request may cost; rides in the exchange property {@value #PROPERTY}. A route that calls
 * {@code http:} by itself has none and gets {@link #OF_A_ROUTE}.
 *
 * @param overall from dialling to the last byte of the answer; null for the client's own
 * @param bytes of the answer that are read; {@link #UNREAD} leaves it to the step behind
 */
public record RequestLimits(Duration overall, int bytes) {
  public static final String PROPERTY = "httpLimits";

  /** The step reads the answer itself; the time ends with the head of the answer. */
  public static final int UNREAD = -1;

  /** More than any verdict on one record needs. */
  private static final int ANSWER = 64 * 1024;

  static final RequestLimits OF_A_ROUTE = new RequestLimits(null, 256 * ANSWER);

  /** For the answer about so many records. */
  static RequestLimits of(int records) {
    return new RequestLimits(null, ANSWER * Math.max(1, Math.min(records, 256)));
  }
}
