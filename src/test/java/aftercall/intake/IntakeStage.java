package aftercall.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import aftercall.config.Network;
import aftercall.config.Problem;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.journal.Arrival;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An intake with one source, a clock turned by hand, and a list for a journal. */
abstract class IntakeStage {
  static final byte[] BODY = "{\"id\":1,\"status\":\"completed\"}".getBytes(UTF_8);
  static final int MAX_BODY = 1000;

  private static final Map<String, String> SECRETS =
      Map.of(
          "KEY", "test-secret",
          "OLD_KEY", "old-secret",
          "WORD", "open sesame",
          "WEBHOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  final TestClock clock = new TestClock();
  final List<Arrival> stored = new ArrayList<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  RuntimeException fault;

  /**
   * @param admission the lines of the source file about proof, addresses and rate
   */
  Intake intake(String admission, int rate, String... trustedProxies) {
    String text = admission + "time_zone: UTC\ncountry: DE\n";
    List<Problem> problems = new ArrayList<>();
    Sources sources =
        Sources.load(
            Workspace.of(Map.of("config/sources/shop.yaml", text)), SECRETS::get, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    List<Network> trusted =
        List.of(trustedProxies).stream().map(proxy -> Network.parse(proxy).orElseThrow()).toList();
    return new Intake(
        () -> sources,
        this::append,
        new DoorMeters(registry),
        new DoorRules(MAX_BODY, rate, trusted),
        clock);
  }

  private CompletableFuture<Receipt> append(Arrival arrival) {
    if (fault != null) {
      return CompletableFuture.failedFuture(fault);
    }
    stored.add(arrival);
    return CompletableFuture.completedFuture(new Receipt(Verdict.ACCEPTED, "01J", 1));
  }

  static Knock knock(byte[] body, String... headers) {
    return new Knock("POST", "", "", headers(headers)::get, null, body);
  }

  static Knock from(String peer, String... headers) {
    InetAddress address = Network.address(peer).orElseThrow();
    return new Knock("POST", "", "", headers(headers)::get, address, BODY);
  }

  private static AnyCase headers(String... namesAndValues) {
    AnyCase headers = new AnyCase();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i].toLowerCase(Locale.ROOT), namesAndValues[i + 1]);
    }
    return headers;
  }

  private static final class AnyCase extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String get(Object name) {
      return super.get(name.toString().toLowerCase(Locale.ROOT));
    }
  }
}
