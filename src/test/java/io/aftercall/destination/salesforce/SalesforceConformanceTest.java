package io.aftercall.destination.salesforce;

import static io.aftercall.NastyServer.answer;
import static io.aftercall.NastyServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.DestinationConformance;
import io.aftercall.NastyServer;
import io.aftercall.NastyServer.Speech;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry;
import io.aftercall.destination.Outcome.Retry.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance of destinations, in the words of Salesforce: login, question and write. */
@Timeout(120)
class SalesforceConformanceTest {
  private static final String JSON = "Content-Type: application/json";

  private OddOrg org;

  @BeforeEach
  void open() throws Exception {
    org = new OddOrg(DestinationConformance.PATIENCE, SalesforceStage.LEADS);
  }

  @AfterEach
  void close() throws Exception {
    org.close();
  }

  private Outcome outcome() throws Exception {
    Instant begin = Instant.now();
    DeliveryItem deliveryItem = org.deliver(OddOrg.RECORD).items().get(0);
    DestinationConformance.assertSettled(deliveryItem, begin);
    return deliveryItem.outcome();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void aSuccessIsDelivered() throws Exception {
    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(org.writes()).hasSize(1);
    assertThat(org.writes().get(0))
        .contains(DestinationConformance.NAME)
        .doesNotContain("\"_person\"", "x-sfdc-aftercall");
  }

  @Test
  void whatIsWrongWithARecordRejectsItAndNamesCodeAndField() throws Exception {
    String said =
        "[{\"success\":false,\"errors\":[{\"statusCode\":\"FIELD_INTEGRITY_EXCEPTION\","
            + "\"message\":\"Erika Mustermann is there\",\"fields\":[\"Key__c\"]}]}]";
    assertThat(org.write(json(200, said)).outcome())
        .isInstanceOf(Outcome.Rejected.class)
        .satisfies(
            outcome ->
                assertThat(outcome.reason())
                    .contains("FIELD_INTEGRITY_EXCEPTION", "Key__c")
                    .doesNotContain("Mustermann"));
  }

  private static Map<String, Speech> unreadable() {
    Map<String, Speech> speeches = new LinkedHashMap<>();
    for (String text :
        new String[] {
          "null",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "\"ok\"",
          "7",
          "true",
          "",
          " ",
          "[{\"success\":tr",
          "<html><body>Maintenance</body></html>",
          "[{\"id\":{\"a\":[]},\"success\":\"maybe\"}]"
        }) {
      speeches.put("200 " + text, json(200, text));
    }
    speeches.put("a page", answer(200, "Content-Type: text/html", bytes("<html>")));
    speeches.put("no gzip", answer(200, JSON + "\nContent-Encoding: gzip", bytes("[{}]")));
    speeches.put("204", answer(204, "", new byte[0]));
    speeches.put("an empty gzip", answer(200, JSON + "\nContent-Encoding: gzip", new byte[0]));
    speeches.put("a list of two", json(200, "[" + SalesforceStage.CREATED + ",null]"));
    speeches.put("broken off", NastyServer.cut(200));
    speeches.put("dripping", NastyServer.dripping(200));
    speeches.put("a head that drips", NastyServer.drippingHead());
    speeches.put("endless", NastyServer.endless(200));
    speeches.put("hung up", NastyServer.resetAfterCommit());
    return speeches;
  }

  @TestFactory
  Stream<DynamicTest> aWriteWithAnAnswerThatCannotBeRead() {
    return unreadable().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      org.write(each.getValue());
                      assertThat(outcome())
                          .isInstanceOfSatisfying(
                              Retry.class, later -> assertThat(later.leavesOpen()).isTrue());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aLoginWithAnAnswerThatCannotBeRead() {
    Map<String, Speech> speeches = new LinkedHashMap<>(unreadable());
    String url = org.system.url();
    speeches.put(
        "no id", json(200, "{\"access_token\":\"00D!t\",\"instance_url\":\"" + url + "\"}"));
    speeches.put("no token", json(200, "{\"instance_url\":\"" + url + "\",\"id\":\"x\"}"));
    speeches.put("no address", json(200, "{\"access_token\":\"00D!t\",\"id\":\"" + url + "/id\"}"));
    speeches.put("an error of null", json(400, "null"));
    speeches.put("an error of a list", json(400, "[null]"));
    speeches.put("an empty error", json(400, ""));
    return speeches.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      try (OddOrg other =
                          new OddOrg(DestinationConformance.PATIENCE, SalesforceStage.LEADS)) {
                        other.login(each.getValue());
                        Instant begin = Instant.now();
                        DeliveryItem item = other.deliver(OddOrg.RECORD).items().get(0);
                        DestinationConformance.assertSettled(item, begin);
                        // Camel needs no id to go on.
                        if (!each.getKey().equals("no id")) {
                          assertThat(item.outcome()).isNotInstanceOf(Outcome.Rejected.class);
                          assertThat(item.outcome()).isNotInstanceOf(Outcome.Delivered.class);
                          assertThat(other.writes()).isEmpty();
                        }
                      }
                    }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[null]",
        "[]",
        "{}",
        "\"no\"",
        "",
        "<html>",
        "[{\"errorCode\":null}]",
        "[{\"message\":\"no code\"}]",
        "[{\"errorCode\":{\"a\":1}}]"
      })
  void anErrorWithoutACodeIsTriedLater(String body) throws Exception {
    for (int status : new int[] {400, 409, 500, 503}) {
      org.write(json(status, body));
      assertThat(outcome()).as("%d %s", status, body).isInstanceOf(Retry.class);
    }
  }

  @Test
  void aSessionThatEndsAndALoginThatCannotBeReadLeaveNobodyWaiting() throws Exception {
    assertThat(outcome()).isInstanceOf(Outcome.Delivered.class);
    for (String login : new String[] {"null", "{}", "[]", "<html>", ""}) {
      org.login(json(200, login));
      org.write(json(401, "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"expired\"}]"));
      assertThat(outcome()).as(login).isNotInstanceOf(Outcome.Delivered.class);
    }
  }

  @TestFactory
  Stream<DynamicTest> itComesBackWhenItIsTold() {
    Instant then = Instant.now().plusSeconds(300);
    return Stream.of(
            "300",
            form("EEE, dd MMM yyyy HH:mm:ss 'GMT'", then),
            form("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", then),
            form("EEE MMM ppd HH:mm:ss yyyy", then))
        .map(
            wish ->
                DynamicTest.dynamicTest(
                    wish,
                    () -> {
                      org.write(answer(503, JSON + "\nRetry-After: " + wish, bytes("[]")));
                      assertThat(((Retry) outcome()).after())
                          .isBetween(Duration.ofSeconds(240), Duration.ofSeconds(300));
                    }));
  }

  private static String form(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at.atOffset(ZoneOffset.UTC));
  }

  @Test
  void fewerOrMoreResultsThanRecordsLeaveAllOfThemOpen() throws Exception {
    String second = OddOrg.RECORD.replace("k1", "k2").replace("\"p1\"", "\"p2\"");
    for (int results : new int[] {1, 3}) {
      org.write(json(200, "[" + SalesforceStage.repeat(SalesforceStage.CREATED, results) + "]"));
      DeliveryBatch batch = org.deliver(OddOrg.RECORD, second);
      assertThat(batch.items())
          .allSatisfy(
              item ->
                  assertThat(item.outcome())
                      .isInstanceOfSatisfying(
                          Retry.class, later -> assertThat(later.leavesOpen()).isTrue()));
    }
  }

  @Test
  void nobodyListens() throws Exception {
    org.system.close();
    assertThat(outcome())
        .isInstanceOfSatisfying(
            Retry.class, later -> assertThat(later.whose()).isEqualTo(Scope.DESTINATION));
  }
}
