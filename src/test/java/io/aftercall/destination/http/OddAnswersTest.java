package io.aftercall.destination.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.DestinationConformance;
import io.aftercall.KameletStage;
import io.aftercall.NastyServer;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of odd answers to real requests over loopback: none holds its thread beyond the time
 * for a request, and every record ends in a state with a sentence. {@code -Dodd.answers=10000} says
 * how many for each protocol, {@code -Dodd.seed=7} with which the first is made; each failure names
 * its own.
 */
class OddAnswersTest {
  private static final int COUNT = Integer.getInteger("odd.answers", 300);
  private static final long SEED = Long.getLong("odd.seed", 1);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** A connection made after the time was over is ended by the next look at it. */
  private static final Duration DEADLINE = PATIENCE.plusSeconds(5);

  private final ConformanceBeans beans = new ConformanceBeans(PATIENCE);

  static Stream<Arguments> protocols() {
    return Stream.of(
        Arguments.of(
            "post-json", "kamelet:post-json", Map.of("urlSetting", "crm.url", "answer", "json")),
        Arguments.of(
            "chat",
            "kamelet:post-json",
            Map.of("urlSetting", "crm.url", "format", "slack", "answer", "chat")),
        Arguments.of(
            "http-json",
            "kamelet:http-json",
            Map.of(
                "urlSetting",
                "crm.url",
                "credentialSetting",
                "crm.token",
                "result",
                "{ok: .answer.ok, id: .answer.id, reason: .answer.code}")),
        Arguments.of(
            "http-json asking",
            "kamelet:http-json",
            Map.of(
                "urlSetting",
                "crm.url",
                "method",
                "GET",
                "saveAs",
                "_found",
                "result",
                ".answer.id")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("protocols")
  void everyRecordEndsInAStateWithASentence(String name, String kamelet, Map<String, String> step)
      throws Exception {
    Map<String, Integer> states = new TreeMap<>();
    long longest = 0;
    try (NastyServer system = new NastyServer();
        KameletStage stage =
            KameletStage.ofStep(
                    beans.set("crm.url", system.url()).set("crm.token", "key").beans(),
                    kamelet,
                    step)
                .reaching(ConformanceBeans.HERE)) {
      for (long seed = SEED; seed < SEED + COUNT; seed++) {
        system.answering(new OddAnswer(seed).speech());
        DeliveryBatch deliveryBatch = KameletStage.batch(DestinationConformance.RECORD);
        long begin = System.nanoTime();
        Exception failure = stage.deliver(deliveryBatch).getException();
        long took = System.nanoTime() - begin;
        longest = Math.max(longest, took);

        assertThat(failure).as("seed %d", seed).isNull();
        assertThat(Duration.ofNanos(took)).as("seed %d", seed).isLessThan(DEADLINE);
        states.merge(state(seed, deliveryBatch.items().get(0), step), 1, Integer::sum);
      }
    }
    System.out.printf(
        "odd answers %s: %d from seed %d, longest %d ms, %s%n",
        name, COUNT, SEED, longest / 1_000_000, states);
    assertThat(states.keySet()).as("they differ").hasSizeGreaterThan(2);
  }

  /** More of them than there are connections to one system. */
  @Test
  void whatFollowsOnPackedBytesHoldsNoConnection() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"ok\":true}".getBytes(UTF_8));
    }
    packed.writeBytes(new byte[9_000]);
    try (NastyServer system = new NastyServer();
        KameletStage stage =
            KameletStage.ofStep(
                    beans.set("crm.url", system.url()).beans(),
                    "kamelet:post-json",
                    Map.of("urlSetting", "crm.url"))
                .reaching(ConformanceBeans.HERE)) {
      system.answering(NastyServer.answer(200, "Content-Encoding: gzip", packed.toByteArray()));
      for (int i = 0; i < 30; i++) {
        DeliveryBatch deliveryBatch = KameletStage.batch(DestinationConformance.RECORD);
        long begin = System.nanoTime();
        stage.deliver(deliveryBatch);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE);
        assertThat(deliveryBatch.items().get(0).outcome()).isInstanceOf(Outcome.Delivered.class);
      }
    }
  }

  private static String state(long seed, DeliveryItem item, Map<String, String> step) {
    if (item.open()) {
      // A question that was answered leaves the record to the next step, with what was found.
      assertThat(step).as("seed %d is open", seed).containsKey("saveAs");
      assertThat(item.record().has("_found")).as("seed %d", seed).isTrue();
      return "answered";
    }
    Outcome outcome = item.outcome();
    String told = outcome.reason() + item.answer();
    assertThat(told).as("seed %d", seed).doesNotContain("Mustermann", "15123456789");
    assertThat(outcome instanceof Outcome.Delivered || !outcome.reason().isBlank())
        .as("seed %d: %s has a sentence", seed, outcome)
        .isTrue();
    return outcome.name();
  }
}
