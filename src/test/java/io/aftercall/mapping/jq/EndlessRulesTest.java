package io.aftercall.mapping.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.aftercall.mapping.jq.HostileFiles.Hostile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever jq says, it ends within its budget of time and memory; and what is right stays so. */
class EndlessRulesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Scope SCOPE = Scope.newEmptyScope();
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void small() {
    BoundedFunctions.into(
        SCOPE, BuiltinFunctionLoader.getInstance().listFunctions(Versions.JQ_1_7, SCOPE));
    EvaluationLimits.use(new EvaluationLimits(Duration.ofMillis(20), 64 << 20));
  }

  @AfterAll
  static void asBefore() {
    EvaluationLimits.use(EvaluationLimits.DEFAULT);
  }

  private static List<JsonNode> run(String rule, String in) throws Exception {
    List<JsonNode> out = new ArrayList<>();
    BoundedQuery.compile(rule, Versions.JQ_1_7)
        .apply(Scope.newChildScope(SCOPE), JSON.readTree(in), out::add);
    return out;
  }

  @ParameterizedTest
  @MethodSource("io.aftercall.mapping.jq.HostileFiles#rules")
  void ends(Hostile rule) throws Exception {
    long time = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    try {
      run(rule.text(), "{\"outcome\":\"x\"}");
    } catch (RuleTooLongException | JsonQueryException end) {
      assertThat(end.getMessage()).isNotBlank();
    }
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes).isLessThan(256L << 20);
  }

  @Test
  void noCatchOfItsOwnKeepsItGoing() {
    assertThatThrownBy(() -> run("try last(range(1e12)) catch 1", "null"))
        .isInstanceOf(RuleTooLongException.class)
        .hasMessageContaining("took too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          [range(5)] | add ~ 10
          "ab" * 3 ~ "ababab"
          3 * "ab" ~ "ababab"
          [2 * 3, {a: {b: 1}} * {a: {c: 2}}] ~ [6,{"a":{"b":1,"c":2}}]
          [1,2] | setpath([1]; 5) ~ [1,5]
          "a1b22" | [scan("[0-9]+")] ~ ["1","22"]
          "a1b22" | gsub("[0-9]+"; "#") ~ "a#b#"
          "a-b" | capture("(?<x>.)-(?<y>.)") ~ {"x":"a","y":"b"}
          "aXbx" | test("x$"; "i") ~ true
          [.[]? | select(. > 1)] | length ~ 1
          {a: [1,{b: 2}]} | [.. | numbers] ~ [1,2]
          def f(n): if n == 0 then 1 else n * f(n - 1) end; f(10) ~ 3628800
          [limit(3; range(9))] ~ [0,1,2]
          reduce range(100) as $i (0; . + $i) ~ 4950
          [3,1,2] | sort_by(-.) ~ [3,2,1]
          . as {a: $x} | $x ~ 7
          "\\(.a) of \\(.a + 1)" ~ "7 of 8"
          try error("x") catch . ~ "x"
          (.b.c.d // "none") ~ "none"
          @base64 "\\(.a)" ~ "Nw=="
          """)
  void whatEndsIsNotTouched(String rule, String result) throws Exception {
    assertThat(run(rule, "{\"a\":7}")).containsExactly(JSON.readTree(result));
  }
}
