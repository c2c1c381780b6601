package io.aftercall.mapping.jq;

import java.time.Duration;

/**
 * What one evaluation may use.
 *
 * @param time of the processor; a machine that is busy with others gives more
 * @param bytes allocated all in all, whether they are kept or not
 */
public record EvaluationLimits(Duration time, long bytes) {
  /** When nothing is set. */
  public static final EvaluationLimits DEFAULT =
      new EvaluationLimits(Duration.ofMillis(250), 64L << 20);

  private static volatile EvaluationLimits activeConfig = DEFAULT;

  /** Has all evaluations of this process from now on keep to these. */
  public static void use(EvaluationLimits limits) {
    activeConfig = limits;
  }

  static EvaluationLimits activeConfig() {
    return activeConfig;
  }
}
