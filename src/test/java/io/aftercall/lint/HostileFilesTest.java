package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.jq.EvaluationLimits;
import io.aftercall.mapping.jq.HostileFiles;
import io.aftercall.mapping.jq.HostileFiles.Hostile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No rule and no file keeps a check waiting, ends it, or is let pass when it never ends. {@code
 * -Dhostile.limit=250} gives an evaluation the milliseconds it has in earnest.
 */
class HostileFilesTest {
  private static final String MAPPING = "config/mappings/hostile.yaml";
  private static final String ROUTE = "routes/decide/hostile.camel.yaml";

  /**
   * Alone on a machine each takes less than five; here services of other tests use the same
   * processors, and what never ends takes far longer.
   */
  private static final Duration LIMIT =
      Duration.ofSeconds(Integer.getInteger("hostile.within", 20));

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @BeforeAll
  static void small() {
    // What a first check loads belongs to no file.
    Linter.all(Edits.SHIPPED, name -> "set");
    Duration limit = Duration.ofMillis(Integer.getInteger("hostile.limit", 20));
    EvaluationLimits.use(new EvaluationLimits(limit, 64 << 20));
  }

  @AfterAll
  static void asBefore() {
    EvaluationLimits.use(EvaluationLimits.DEFAULT);
  }

  private static String quoted(String jq) {
    return "'" + jq.replace("'", "''") + "'";
  }

  static Stream<Hostile> files() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile rule : HostileFiles.rules()) {
      boolean mapped = all.size() % 2 == 0;
      String text =
          mapped
              ? "fields:\n  A:\n    from: " + quoted(rule.text()) + "\n"
              : ("- route:\n    id: hostile\n    from:\n      uri: inbox:famulor\n      steps:\n"
                      + "        - filter:\n            jq: %s\n            steps:\n"
                      + "              - to: outbox:crm-http\n")
                  .formatted(quoted(rule.text()));
      all.add(new Hostile((mapped ? MAPPING : ROUTE) + " " + rule.kind(), text));
    }
    for (Hostile file : HostileFiles.files()) {
      String path = List.of(MAPPING, ROUTE, "config/sources/hostile.yaml").get(all.size() % 3);
      all.add(new Hostile(path + " " + file.kind(), file.text()));
    }
    return all.stream();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(files().count()).isGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAnsweredInTime(Hostile file) {
    String path = file.kind().substring(0, file.kind().indexOf(' '));
    Used used = new Used();
    List<Problem> problems = Linter.all(Edits.SHIPPED.with(path, file.text()), name -> "set");
    assertThat(used.time()).isLessThan(LIMIT);
    problems.forEach(problem -> assertThat(problem.message()).isNotBlank());
  }

  /** One that goes round for ever would burn a processor for as long as the service runs. */
  @AfterAll
  static void nothingIsStillRead() {
    await().atMost(Duration.ofSeconds(20)).until(() -> readers() == 0);
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("config-reader") && thread.isAlive())
        .count();
  }

  @Test
  void oneThatNeverEndsIsToldWithItsLine() {
    Workspace edited = Edits.SHIPPED.with(MAPPING, "fields:\n  A:\n    from: '[range(1e9)]'\n");
    assertThat(Linter.all(edited, name -> "set"))
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("jq-endless");
              assertThat(problem.place().line()).isEqualTo(3);
              assertThat(problem.message()).contains("took too long");
            });
  }

  @Test
  void manyThatNeverEndTakeNoLongerThanAFew() {
    StringBuilder text = new StringBuilder("fields:\n");
    for (int field = 0; field < 100; field++) {
      text.append("  A%d:\n    from: 'last(range(1e1%d))'\n".formatted(field, field % 10));
    }
    Used used = new Used();
    assertThat(Linter.all(Edits.SHIPPED.with(MAPPING, text.toString()), name -> "set"))
        .isNotEmpty();
    assertThat(used.time()).isLessThan(LIMIT);
  }

  /**
   * A busy machine has the clock run on and several cores have the processor's time run on; the
   * smaller of the two is what an operator waits on a machine of their own.
   */
  private static final class Used {
    private final long cpu = PROCESS.getProcessCpuTime();
    private final long clock = System.nanoTime();

    Duration time() {
      return Duration.ofNanos(
          Math.min(PROCESS.getProcessCpuTime() - cpu, System.nanoTime() - clock));
    }
  }
}
