package io.aftercall.web.console;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An answer that may take long to find, as fresh as it may be: it is kept for twenty times as long
 * as it took, so that finding it takes a twentieth of the time and no more, however many ask.
 */
final class CostAwareCache<T> {
  private static final int SHARE = 20;

  private final Supplier<T> question;
  private final Supplier<?> occasion;
  private final LongSupplier steady;
  private T answer;
  private Object answeredOn;
  private long good;

  /**
   * @param occasion quick to tell; when it has changed, nothing is kept
   * @param steady nanoseconds that only go forward
   */
  CostAwareCache(Supplier<T> question, Supplier<?> occasion, LongSupplier steady) {
    this.question = question;
    this.occasion = occasion;
    this.steady = steady;
  }

  synchronized T get() {
    Object now = occasion.get();
    long begin = steady.getAsLong();
    if (answer == null || !now.equals(answeredOn) || begin - good >= 0) {
      answer = question.get();
      answeredOn = now;
      long end = steady.getAsLong();
      good = end + (end - begin) * SHARE;
    }
    return answer;
  }
}
