package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a test needs from the machine. Where it is missing the test is skipped with a line that says
 * so; in continuous integration ({@code CI=true}) it fails, for a test that never runs holds
 * nothing.
 */
public final class Prerequisite {
  private Prerequisite() {}

  /**
   * @param what is missing and how to get it
   */
  public static void require(boolean present, String what) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(present).as(what).isTrue();
    } else {
      assumeTrue(present, what);
    }
  }
}
