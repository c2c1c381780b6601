package io.aftercall.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.destination.HealthCheck;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.routing.CallVerifier.Finding;
import io.aftercall.routing.CallVerifier.Result;
import io.aftercall.sandbox.PlatformStandIn;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped source with verify_with_platform switched on, and the platform's API on loopback. */
class PlatformCallVerifierTest {
  private static final String FILE = "config/sources/famulor.yaml";
  private static final String PHONE = "+4915123456789";
  private static final String AT = "2026-03-02T08:00:00Z";

  private final TestClock clock = new TestClock();
  private final PlatformStandIn platform = PlatformStandIn.start();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FetchedBodyCache fetchedBodyCache = new FetchedBodyCache();
  private final Map<String, String> environment = new HashMap<>();
  private SenderApis senderApis;
  private PlatformCallVerifier platformCallVerifier;
  private Source source;

  @BeforeEach
  void open() {
    environment.put("AFTERCALL_FAMULOR_TOKEN", "word");
    environment.put("AFTERCALL_FAMULOR_API_URL", platform.url());
    environment.put("AFTERCALL_FAMULOR_API_TOKEN", platform.token());
    load("verify_with_platform: true");
  }

  private void load(String readBackIs) {
    Workspace shipped = Workspace.read(Path.of("."));
    String text =
        shipped.text(FILE).orElseThrow().replace("verify_with_platform: false", readBackIs);
    Sources sources = Sources.load(shipped.with(FILE, text), environment::get, new ArrayList<>());
    source = sources.find("famulor").orElseThrow();
    senderApis = new SenderApis(() -> sources, clock, Duration.ofSeconds(2));
    platformCallVerifier = new PlatformCallVerifier(senderApis, fetchedBodyCache, registry, clock);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private Finding look(String id, String phone, String summary) {
    return look(body(id, phone, summary), "call", id);
  }

  private static byte[] body(String id, String phone, String summary) {
    return """
    {"id": %s, "status": "completed", "customer_phone": "%s", "duration": 59,
     "extracted_variables": {"status": "true", "summary": "%s"}}\
    """
        .formatted(id, phone, summary)
        .getBytes(UTF_8);
  }

  private Finding look(byte[] body, String kind, String id) {
    ObjectNode call = ((ReadResult.Read) new CallReader(source.rules()).read(body, 1)).call();
    return platformCallVerifier.verify(
        new LeasedEvent("e1", "famulor", id, 1, kind, 1, clock.instant(), null, body), call);
  }

  private double count(String result) {
    return registry.counter("aftercall.read.back", "source", "famulor", "result", result).count();
  }

  private HealthCheck.Finding doctor() {
    return new SenderApiHealthCheck(senderApis, platformCallVerifier).examine();
  }

  @Test
  void theSameCallIsConfirmedAndAnotherIsNot() {
    platform.add(1, PHONE, AT);

    assertThat(look("1", "0151 23456789", "Talked").result()).isEqualTo(Result.CONFIRMED);
    assertThat(look("1", "+4915199999999", "Buys it all"))
        .isEqualTo(
            new Finding(
                Result.DIFFERS,
                "the platform holds another customer_phone, extracted_variables.summary"));
    assertThat(look("2", PHONE, "Talked"))
        .isEqualTo(new Finding(Result.DIFFERS, "the platform knows no call with this id"));
    assertThat(count("confirmed")).isEqualTo(1);
    assertThat(count("differs")).isEqualTo(2);
    assertThat(platformCallVerifier.alerts()).isEmpty();
    assertThat(doctor().grade()).isEqualTo(HealthCheck.Status.GOOD);
  }

  @Test
  void whatWeFetchedOurselvesAndWhatIsNoCallIsNotAskedFor() throws IOException {
    byte[] body = body("3", PHONE, "Talked");
    fetchedBodyCache.remember(body);
    assertThat(look(body, "call", "3").result()).isEqualTo(Result.CONFIRMED);
    byte[] chat = Files.readAllBytes(Path.of("config/samples/conversation-ended-whatsapp.json"));
    assertThat(look(chat, "conversation", "conversation:4").result()).isEqualTo(Result.CONFIRMED);
    assertThat(platform.asked()).isEmpty();
  }

  /**
   * At the webhook endpoint it had neither a kind nor an id; what is sent now is a call all the
   * same.
   */
  @Test
  void aBodyThatWasARiddleAtTheDoorIsComparedToo() {
    platform.add(1, PHONE, AT);
    Finding finding = look(body("1", "+4915199999999", "Talked"), null, "sha256:" + "0".repeat(64));
    assertThat(finding)
        .isEqualTo(new Finding(Result.DIFFERS, "the platform holds another customer_phone"));
  }

  @Test
  void aPlatformThatDripsIsNoLongerWaitedForThanOneThatIsSilent() {
    platform.add(1, PHONE, AT);
    String slow = "{\"id\":1,\"x\":\"" + "y".repeat(10_000) + "\"}";
    platform.answerNext(Answer.json(200, slow).dripping(Duration.ofMillis(100)));
    long begin = System.nanoTime();
    Finding finding = look("1", PHONE, "Talked");
    assertThat(finding.result()).isEqualTo(Result.SKIPPED);
    assertThat(finding.why()).contains("did not end");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void whenTheBudgetIsSpentTheProofMustDoAndPeopleAreTold() {
    platform.add(1, PHONE, AT);
    for (int i = 0; i < 20; i++) {
      assertThat(look("1", PHONE, "Talked").result()).isEqualTo(Result.CONFIRMED);
    }
    assertThat(look("1", PHONE, "Talked"))
        .isEqualTo(
            new Finding(
                Result.SKIPPED,
                "not compared with the platform: the platform's requests of this minute are used"
                    + " up"));
    assertThat(count("skipped")).isEqualTo(1);
    assertThat(platformCallVerifier.alerts().get("famulor"))
        .isEqualTo(
            "1 call(s) since 2026-03-02T09:00:00Z were taken by the sender's authentication alone: the"
                + " platform's requests of this minute are used up");
    assertThat(doctor().grade()).isEqualTo(HealthCheck.Status.BAD);

    clock.pass(Duration.ofSeconds(10));
    assertThat(look("1", PHONE, "Talked").result()).isEqualTo(Result.CONFIRMED);
    assertThat(platformCallVerifier.alerts()).as("still told").isNotEmpty();
    clock.pass(Duration.ofMinutes(16));
    assertThat(platformCallVerifier.alerts()).isEmpty();
  }

  @Test
  void aPlatformThatIsAwayIsNotWaitedForWithEveryCall() {
    platform.add(1, PHONE, AT);
    platform.answerNext(Answer.json(500, "{}"));
    assertThat(look("1", PHONE, "Talked").result()).isEqualTo(Result.SKIPPED);
    assertThat(look("1", PHONE, "Talked").result()).isEqualTo(Result.SKIPPED);
    assertThat(platform.asked()).hasSize(1);

    clock.pass(Duration.ofSeconds(31));
    assertThat(look("1", PHONE, "Talked").result()).isEqualTo(Result.CONFIRMED);
  }

  @Test
  void aWrongKeyIsToldToo() {
    platform.token("another");
    assertThat(look("1", PHONE, "Talked").why())
        .contains("does not accept the key in AFTERCALL_FAMULOR_API_TOKEN");
    assertThat(doctor().says()).contains("does not accept the key");
  }

  @Test
  void itIsOffUnlessTheSourceSaysSo() {
    load("verify_with_platform: false");
    assertThat(platformCallVerifier.watches("famulor")).isFalse();

    environment.remove("AFTERCALL_FAMULOR_API_TOKEN");
    load("verify_with_platform: false");
    assertThat(doctor().grade()).isEqualTo(HealthCheck.Status.UNSET);
    load("verify_with_platform: true");
    assertThat(doctor().grade()).isEqualTo(HealthCheck.Status.BAD);
  }
}
