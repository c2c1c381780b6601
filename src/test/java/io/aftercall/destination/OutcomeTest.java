package io.aftercall.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
  static Stream<Outcome> outcomes() {
    return Stream.of(
        Outcome.Delivered.as("7"),
        Outcome.Retry.because("busy"),
        Outcome.Rejected.because("no such field"),
        Outcome.Paused.because("quota"),
        new Outcome.Suppressed("opted out"),
        new Outcome.DryRun("would go"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void eachOutcomeTakesTheCaseOfItsName(Outcome outcome) {
    String taken =
        outcome.fold(
            delivered -> "delivered",
            later -> "retry",
            rejected -> "rejected",
            paused -> "paused",
            suppressed -> "suppressed",
            dryRun -> "dry_run");

    assertThat(taken).isEqualTo(outcome.name());
  }

  @Test
  void thereIsACaseForEachOutcomeAndNoneForAllOthers() {
    List<Method> folds =
        Arrays.stream(Outcome.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("fold"))
            .toList();

    assertThat(folds).hasSize(1);
    assertThat(folds.get(0).getParameterCount())
        .isEqualTo(Outcome.class.getPermittedSubclasses().length)
        .isEqualTo((int) outcomes().count());
  }
}
