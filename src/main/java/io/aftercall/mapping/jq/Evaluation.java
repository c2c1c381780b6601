package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * One evaluation on the current thread and what it has used. Begun around an expression, asked by
 * the guards inside it; cheap, for most evaluations end before the first look at a clock.
 */
public final class Evaluation implements AutoCloseable {
  private static final ThreadLocal<Evaluation> CURRENT = new ThreadLocal<>();
  private static final ThreadMXBean THREADS =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null;

  /** Steps between two looks. */
  private static final int LOOK = 15;

  /** Of one value, so that what is behind looks at the clock before it is made. */
  private static final double LARGE = 64 << 10;

  private static final int MOST_DEPTH = 500;
  private static final double MOST_PAIRS = 5e6;

  /** So many letters are compared in the time of one pair of values. */
  private static final int LETTERS = 100;

  private final Evaluation outer;
  private final EvaluationLimits limits = EvaluationLimits.activeConfig();
  private int steps;
  private long begin;
  private long processor;
  private long allocated;

  private Evaluation(Evaluation outer) {
    this.outer = outer;
  }

  /** To be closed by the same thread. One inside another has a budget of its own. */
  public static Evaluation begin() {
    Evaluation evaluation = new Evaluation(CURRENT.get());
    CURRENT.set(evaluation);
    return evaluation;
  }

  @Override
  public void close() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /**
   * Counts a step of the one on this thread, if there is one.
   *
   * @throws RuleTooLongException when the budget is used up
   */
  static void step() {
    Evaluation current = CURRENT.get();
    if (current != null && (++current.steps & LOOK) == 0) {
      current.look();
    }
  }

  /** Looks now, whatever the count is. */
  static void lookNow() {
    Evaluation current = CURRENT.get();
    if (current != null) {
      current.look();
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (begin == 0) {
      begin = now;
      allocated = THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
      return;
    }
    if (THREADS != null && THREADS.getCurrentThreadAllocatedBytes() - allocated > limits.bytes()) {
      throw tooLarge();
    }
    if (now - begin > limits.time().toNanos()) {
      // Only now a clock that costs more: a thread that was not let run has used nothing.
      long used = THREADS == null ? now : THREADS.getCurrentThreadCpuTime();
      if (processor == 0) {
        processor = used;
      } else if (used - processor > limits.time().toNanos()) {
        throw RuleTooLongException.because("more than " + limits.time().toMillis() + " ms");
      }
    }
  }

  /** Asked before something large is made in one go. */
  static void reserve(double bytes) {
    if (bytes < LARGE) {
      return;
    }
    Evaluation current = CURRENT.get();
    if (current != null) {
      current.look();
      if (bytes > current.limits.bytes()) {
        throw current.tooLarge();
      }
    }
  }

  /**
   * Walks through a value before foreign code does in one go: parts that are shared make it larger
   * than the memory it takes.
   *
   * @throws RuleTooLongException when it has too many parts, or they are nested too deep
   */
  public static void measure(JsonNode value) {
    if (value.isContainerNode()) {
      measure(value, 0);
    }
  }

  private static void measure(JsonNode value, int depth) {
    if (depth > MOST_DEPTH) {
      throw RuleTooLongException.because("more than " + MOST_DEPTH + " levels");
    }
    for (JsonNode part : value) {
      step();
      if (part.isContainerNode()) {
        measure(part, depth + 1);
      }
    }
  }

  /**
   * Asked before two things are compared, each part of one with each of the other.
   *
   * @throws RuleTooLongException when that is too much for one go
   */
  static void compare(JsonNode one, JsonNode other) {
    boolean lists = one.isArray() && other.isArray();
    boolean texts = one.isTextual() && other.isTextual();
    double pairs =
        lists
            ? (double) one.size() * other.size()
            : texts ? (double) one.asText().length() * other.asText().length() / LETTERS : 0;
    if (pairs > MOST_PAIRS) {
      throw RuleTooLongException.because(
          "each of %s with each of %s".formatted(size(one), size(other)));
    }
  }

  private static int size(JsonNode value) {
    return value.isTextual() ? value.asText().length() : value.size();
  }

  /** Nanoseconds a single call may take that asks nobody in between. */
  static long timeOfOneCall() {
    Evaluation current = CURRENT.get();
    return current == null ? 0 : current.limits.time().toNanos();
  }

  private RuleTooLongException tooLarge() {
    return RuleTooLongException.because("more than " + (limits.bytes() >> 20) + " MB");
  }
}
