package io.aftercall.destination.salesforce;

import static io.aftercall.NastyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.NastyServer.Speech;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.OddAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Odd answers to a login, a question or a write of Salesforce: none holds its thread, and every
 * record ends in a state with a sentence. {@code -Dodd.answers=10000} says how many for each,
 * {@code -Dodd.seed=7} with which the first is made, {@code -Dodd.patience=2000} how many
 * milliseconds a request may last; a run of thousands wants {@code
 * -Djunit.jupiter.execution.timeout.default=60m} too.
 */
class OddSalesforceAnswersTest {
  private static final int COUNT = Integer.getInteger("odd.answers", 40);
  private static final long SEED = Long.getLong("odd.seed", 1);
  private static final Duration PATIENCE = Duration.ofMillis(Long.getLong("odd.patience", 500));

  /** Of a login, a question and a write, each answered at the last moment, and read as late. */
  private static final Duration DEADLINE = PATIENCE.multipliedBy(6).plusSeconds(10);

  private static final List<String> SHAPES =
      List.of(
          "[" + SalesforceStage.CREATED + "]",
          "[{\"success\":false,\"errors\":[null]}]",
          "[{\"success\":false,\"errors\":null}]",
          "[{\"success\":null,\"errors\":[{\"statusCode\":null}]}]",
          "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"expired\"}]",
          "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]",
          "[{\"errorCode\":null,\"fields\":[null]}]",
          "[{\"success\":false,\"errors\":[{\"statusCode\":\"UNABLE_TO_LOCK_ROW\",\"fields\":{}}]}]",
          "{\"access_token\":\"t\"}",
          "{\"access_token\":null,\"instance_url\":null,\"id\":null}",
          "{\"error\":\"invalid_grant\"}",
          "{\"totalSize\":1,\"done\":true,\"records\":[null]}",
          "{\"totalSize\":1,\"done\":false,\"nextRecordsUrl\":null,\"records\":{}}");

  @ParameterizedTest
  @ValueSource(strings = {"login", "question", "write"})
  void everyRecordEndsInAStateWithASentence(String what) throws Exception {
    Map<String, Integer> states = new TreeMap<>();
    long longest = 0;
    int tooLate = 0;
    OddOrg org = open();
    try {
      for (long seed = SEED; seed < SEED + COUNT; seed++) {
        if (what.equals("login")) {
          // A login is kept; each odd one needs an org that was never logged in to.
          org.close();
          org = open();
        }
        odd(org, what, seed);
        long begin = System.nanoTime();
        DeliveryItem item = org.deliver(OddOrg.RECORD).items().get(0);
        long took = System.nanoTime() - begin;
        longest = Math.max(longest, took);
        assertThat(Duration.ofNanos(took)).as("seed %d", seed).isLessThan(DEADLINE);
        String state = state(seed, item);
        for (int more = 0; sound(seed) && !state.equals("delivered") && more < 3; more++) {
          // On a busy machine even a sound answer comes too late for so little patience.
          tooLate++;
          item = org.deliver(OddOrg.RECORD).items().get(0);
          state = state(seed, item);
        }
        if (sound(seed)) {
          assertThat(state).as("seed %d: %s", seed, item.outcome()).isEqualTo("delivered");
        }
        states.merge(state, 1, Integer::sum);
      }
    } finally {
      org.close();
    }
    System.out.printf(
        "odd answers salesforce %s: %d from seed %d, longest %d ms, %s, sound but too late %d%n",
        what, COUNT, SEED, longest / 1_000_000, states, tooLate);
    assertThat(states.keySet()).as("they differ").hasSizeGreaterThan(1);
  }

  private static OddOrg open() throws Exception {
    // Two steps, so that there is a question too.
    return new OddOrg(PATIENCE, "kamelet:salesforce-person", SalesforceStage.TASKS);
  }

  /** One of eight is what Salesforce really says, in one of the ways a server may say it. */
  private static boolean sound(long seed) {
    return seed % 8 == 0;
  }

  private static void odd(OddOrg org, String what, long seed) {
    if (!what.equals("login")) {
      org.login(json(200, SalesforceStage.token(org.system.url())));
    }
    if (sound(seed)) {
      soundly(org, what, seed);
      return;
    }
    Speech speech = new OddAnswer(seed, SHAPES).speech();
    switch (what) {
      case "login" -> org.login(speech);
      case "question" -> org.question(speech);
      default -> org.write(speech);
    }
  }

  private static void soundly(OddOrg org, String what, long seed) {
    switch (what) {
      case "login" -> org.login(OddAnswer.sound(seed, SalesforceStage.token(org.system.url())));
      case "question" -> org.nobodySaid(text -> OddAnswer.sound(seed, text));
      default -> org.write(OddAnswer.sound(seed, "[" + SalesforceStage.CREATED + "]"));
    }
  }

  private static String state(long seed, DeliveryItem item) {
    assertThat(item.open()).as("seed %d is open", seed).isFalse();
    Outcome outcome = item.outcome();
    assertThat(outcome.reason() + item.answer())
        .as("seed %d", seed)
        .doesNotContain("Mustermann", "15123456789");
    assertThat(outcome instanceof Outcome.Delivered || !outcome.reason().isBlank())
        .as("seed %d: %s has a sentence", seed, outcome)
        .isTrue();
    return outcome.name();
  }
}
