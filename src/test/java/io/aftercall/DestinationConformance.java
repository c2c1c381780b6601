package io.aftercall;

import static io.aftercall.NastyServer.answer;
import static io.aftercall.NastyServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every destination that speaks HTTP must pass: whatever the other side answers, the record
 * ends in a state with a plain sentence, within a time, and no person or secret stands in it. A
 * subclass says how a record goes out.
 */
@Timeout(60)
public abstract class DestinationConformance {
  /** Of the record; must not stand in a reason or a short answer. */
  public static final String NAME = "Erika Mustermann";

  public static final String RECORD =
      "{\"_person_id\":7,\"name\":\"" + NAME + "\",\"phone\":\"+4915123456789\"}";

  /** The login of the destination; must not stand there either. */
  public static final String SECRET = "s3cret-t0ken";

  /** For all of a request; the outcome of an answer without an end must be there soon after. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  public NastyServer system;

  /**
   * Sends {@link #RECORD}, with {@link #SECRET} where there is a login, to {@link #system} by a
   * client that waits {@link #PATIENCE} for a whole request.
   */
  public abstract DeliveryBatch deliver() throws Exception;

  /** Whether the text of a success decides about the record; else its status alone does. */
  public abstract boolean readsAnswers();

  /** The text of a success, where it is read. */
  public abstract String success();

  @BeforeEach
  void openSystem() throws Exception {
    system = new NastyServer();
  }

  @AfterEach
  void closeSystem() throws Exception {
    system.close();
  }

  protected Outcome outcome(Speech speech) throws Exception {
    system.answering(speech);
    Instant begin = Instant.now();
    DeliveryItem deliveryItem = deliver().items().get(0);
    assertSettled(deliveryItem, begin);
    return deliveryItem.outcome();
  }

  /**
   * What holds for every protocol: in time, with a plain sentence, without a person or a secret.
   *
   * @param begin when {@link #RECORD} was sent, by a client that waits {@link #PATIENCE}
   */
  public static void assertSettled(DeliveryItem deliveryItem, Instant begin) {
    assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE.plusSeconds(8));
    assertThat(deliveryItem.open()).isFalse();
    String told = deliveryItem.outcome().reason() + deliveryItem.answer();
    assertThat(told).doesNotContain("Mustermann", "15123456789", SECRET);
    boolean plain = deliveryItem.outcome() instanceof Outcome.Delivered;
    assertThat(plain || !deliveryItem.outcome().reason().isBlank()).as("a sentence").isTrue();
  }

  @Test
  void aSuccessIsDelivered() throws Exception {
    assertThat(outcome(json(200, success()))).isInstanceOf(Outcome.Delivered.class);
    assertThat(system.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 413, 422})
  void whatIsWrongWithARecordRejectsItAndNamesTheCode(int status) throws Exception {
    Outcome said =
        outcome(
            json(
                status,
                "{\"code\":\"INVALID_DATA\",\"field\":\"email\",\"message\":\"%s is there\"}"
                    .formatted(NAME)));
    assertThat(said).isInstanceOf(Outcome.Rejected.class);
    assertThat(said.reason()).contains("HTTP " + status, "INVALID_DATA", "email");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aLoginThatIsNotTakenStopsTheDestination(int status) throws Exception {
    assertThat(outcome(json(status, "{\"error\":\"invalid_token\"}")))
        .isInstanceOf(Outcome.Paused.class)
        .satisfies(said -> assertThat(said.reason()).contains("HTTP " + status, "invalid_token"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520})
  void aSystemInTroubleIsTriedLater(int status) throws Exception {
    assertThat(outcome(answer(status, "Content-Type: text/html", "<h1>x</h1>".getBytes(UTF_8))))
        .isInstanceOf(Retry.class);
  }

  @TestFactory
  Stream<DynamicTest> itComesBackWhenItIsTold() {
    Instant then = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
    return Stream.of(
            "300",
            "299.5",
            form("EEE, dd MMM yyyy HH:mm:ss 'GMT'", then),
            form("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", then),
            form("EEE MMM ppd HH:mm:ss yyyy", then))
        .map(
            wish ->
                DynamicTest.dynamicTest(
                    wish,
                    () -> {
                      Outcome said = outcome(answer(429, "Retry-After: " + wish, new byte[0]));
                      assertThat(((Retry) said).after())
                          .isBetween(Duration.ofSeconds(280), Duration.ofSeconds(300));
                    }));
  }

  private static String form(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at.atOffset(ZoneOffset.UTC));
  }

  @TestFactory
  Stream<DynamicTest> aSuccessThatCannotBeRead() {
    byte[] text = "{\"ok\":".getBytes(UTF_8);
    String gzip = "Content-Type: application/json\nContent-Encoding: gzip";
    return Stream.of(
            unreadable("no gzip", answer(200, gzip, text)),
            unreadable("a gzip of nothing", answer(200, gzip, new byte[0])),
            unreadable("a page", answer(200, "Content-Type: text/html", "<html>".getBytes(UTF_8))),
            unreadable("nothing", answer(200, "", new byte[0])),
            unreadable("broken off", NastyServer.cut(200)),
            unreadable("half of it", answer(201, "Content-Type: application/json", text)),
            unreadable("endless", NastyServer.endless(200)),
            unreadable("dripping", NastyServer.dripping(200)))
        .map(test -> test);
  }

  private DynamicTest unreadable(String name, Speech speech) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Outcome said = outcome(speech);
          if (readsAnswers()) {
            assertThat(said).isInstanceOf(Retry.class);
            assertThat(((Retry) said).whose()).isEqualTo(Scope.UNCLEAR);
          } else {
            assertThat(said).isInstanceOf(Outcome.Delivered.class);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x-nobody", "\"\"", "utf-8;", "iso-8859-1", "not a charset"})
  void aCharsetNobodyKnowsIsNoHindrance(String charset) throws Exception {
    String type = "Content-Type: application/json; charset=" + charset;
    assertThat(outcome(answer(200, type, success().getBytes(UTF_8))))
        .isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void anAnswerThatNeverBeginsLeavesItOpen() throws Exception {
    for (Speech speech :
        new Speech[] {
          NastyServer.drippingHead(),
          NastyServer.endlessHead(),
          NastyServer.endlessLine(),
          NastyServer.resetAfterCommit()
        }) {
      assertThat(outcome(speech))
          .isInstanceOfSatisfying(Retry.class, later -> assertThat(later.leavesOpen()).isTrue());
    }
  }

  @Test
  void anErrorWithoutAnEndIsAnErrorAllTheSame() throws Exception {
    assertThat(outcome(NastyServer.endless(422))).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcome(NastyServer.dripping(503))).isInstanceOf(Retry.class);
  }

  @Test
  void nobodyListens() throws Exception {
    system.close();
    Outcome said = outcome(json(200, ""));
    assertThat(said)
        .isInstanceOfSatisfying(
            Retry.class, later -> assertThat(later.whose()).isEqualTo(Scope.DESTINATION));
  }

  @Test
  void theRequestIsWellFormedText() throws Exception {
    assumeThat(success()).isNotNull();
    outcome(json(200, success()));
    assertThat(system.requests().get(0)).contains(NAME).doesNotContain("_person_id");
  }
}
