package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.salesforce.SalesforceError;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What nobody may read who reads the logs, the metrics or the management port. */
class SecretsTest extends ConsoleVisit {
  /** What a destination that is angry might send back: the record, and the secret it was sent. */
  private static final String ANSWER = "telltale Max Mustermann +4915123456789";

  private static final List<String> CALLS = List.of("499201", "499202", "499203");

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    kind();
    sandbox.salesforce().faults().clear();
  }

  /** Whether each destination has sent back what it was told to. */
  private static boolean allWereAngry() {
    return sandbox.salesforce().faults().pending() == 0 && CALLS.stream().allMatch(id -> tried(id));
  }

  private static boolean tried(String id) {
    return rows(id).stream()
        .anyMatch(row -> row.destination().equals("crm-http") && row.attempts() > 0);
  }

  /** All that was logged, causes too. */
  private String logged() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      text.append(event.getFormattedMessage()).append('\n');
      for (IThrowableProxy why = event.getThrowableProxy(); why != null; why = why.getCause()) {
        text.append(why.getMessage()).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void whatADestinationAnswersStandsInNoLog() throws Exception {
    sandbox.salesforce().faults().once(Fault.refusing(SalesforceError.of(500, "TELLTALE", ANSWER)));
    sandbox
        .salesforce()
        .faults()
        .once(Fault.refusing(SalesforceError.of(400, "STRING_TOO_LONG", ANSWER)));
    sandbox.salesforce().faults().once(Fault.record(SalesforceError.record("OTHER", ANSWER)));
    sandbox
        .http()
        .answerNext(
            "/crm",
            Answer.text(400, ANSWER),
            Answer.html(500, ANSWER),
            Answer.json(200, "{\"error\":\"" + ANSWER + "\"}"));
    for (String id : CALLS) {
      service.post(
          sample("classic-no-campaign-completed")
              .replace("480337", id)
              .replaceAll("\\+491\\d{9,}", "+49151555" + id.substring(1))
              .getBytes(StandardCharsets.UTF_8));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!allWereAngry() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    for (String id : CALLS) {
      assertThat(tried(id)).as("crm-http has answered about " + id).isTrue();
    }
    assertThat(sandbox.salesforce().faults().pending()).isZero();
    assertThat(logged())
        .contains("delivery.attempted")
        .doesNotContain("telltale", "Mustermann", "+4915");
    assertThat(send(java.net.http.HttpRequest.newBuilder(at("/actuator/prometheus"))).body())
        .contains("aftercall_deliveries_total")
        .doesNotContain("telltale", "Mustermann", "+4915");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "configprops",
        "heapdump",
        "threaddump",
        "loggers",
        "beans",
        "mappings",
        "httpexchanges",
        "shutdown",
        "sbom"
      })
  void theManagementPortShowsNoInnerLife(String endpoint) throws Exception {
    logIn(PASSWORD);
    HttpResponse<String> answer = get(browser, "/actuator/" + endpoint);
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void noSecretStandsInTheDatabaseOrInTheFilesOfUsers() throws Exception {
    post("classic-campaign-busy");
    String token = Files.readString(DATA.resolve("api-token")).strip();
    String users = Files.readString(DATA.resolve("users"));
    assertThat(users).doesNotContain(PASSWORD);
    Map<String, String> secrets =
        Map.of(
            "the password",
            PASSWORD,
            "the token",
            token,
            "the sender's word",
            "sandbox-token",
            "the Salesforce secret",
            sandbox.salesforce().account().clientSecret());
    for (String file : List.of("aftercall.db", "aftercall.db-wal")) {
      secrets.forEach(
          (what, secret) ->
              assertThat(holds(DATA.resolve(file), secret)).as(what + " in " + file).isFalse());
    }
    assertThat(List.of("aftercall.db", "aftercall.db-wal"))
        .as("what is there is found")
        .anyMatch(file -> holds(DATA.resolve(file), "famulor"));
  }

  /** Piece by piece: a long run of tests makes a large database. */
  private static boolean holds(Path file, String text) {
    byte[] piece = new byte[1 << 20];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int read;
      while ((read = in.readNBytes(piece, kept, piece.length - kept)) > 0) {
        int length = kept + read;
        if (new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
        kept = Math.min(length, text.length());
        System.arraycopy(piece, length - kept, piece, 0, kept);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
