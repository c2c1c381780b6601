package io.aftercall.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Any request at all, given to a webhook endpoint with every kind of proof. An input reads like a
 * request: a line {@code METHOD rest?query}, headers, an empty line, the body; with the method
 * {@code SIGNED} it is a POST that brings the right signature. A fuzzer calls this a few million
 * times ({@code mvn -Pfuzz}), and a plain test once for each file of the corpus.
 */
public final class WebhookFuzz {
  private static final String KEY = "fuzz-secret";
  private static final String WORD = "fuzz open sesame";
  private static final int MAX_BODY = 4_096;
  private static final Set<Integer> ANSWERS = Set.of(202, 401, 404, 405, 413);
  private static final String SOURCE =
      """
      authentication:
        - { hmac_sha256: '${KEY}' }
        - { token: '${WORD}' }
        - { basic: '${WORD}', user: fuzz }
        - { standard_webhooks: '${WEBHOOK}' }
        - { hmac_timestamp: '${KEY}', header: X-Signature }
      time_zone: UTC
      country: DE
      """;

  private static final List<NewWebhook> STORED = new ArrayList<>();
  private static final WebhookIntake INTAKE = intake();

  private WebhookFuzz() {}

  private static WebhookIntake intake() {
    Map<String, String> secrets =
        Map.of(
            "KEY", KEY,
            "WORD", WORD,
            "WEBHOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    List<Problem> problems = new ArrayList<>();
    Sources sources =
        Sources.load(
            Workspace.of(Map.of("config/sources/fuzz.yaml", SOURCE)), secrets::get, problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.toString());
    }
    return new WebhookIntake(
        () -> sources,
        newWebhook -> {
          STORED.add(newWebhook);
          return CompletableFuture.completedFuture(
              new AppendReceipt(AppendResult.ACCEPTED, "01J", 1));
        },
        new WebhookMetrics(new SimpleMeterRegistry()),
        new WebhookLimits(MAX_BODY, 0, List.of()),
        () -> Instant.ofEpochSecond(1_772_442_000));
  }

  /** One input, taken apart. */
  private record Request(String method, String path, Map<String, String> headers, byte[] body) {
    static Request of(byte[] input) {
      int end = 0;
      while (end + 1 < input.length && !(input[end] == '\n' && input[end + 1] == '\n')) {
        end++;
      }
      String head = new String(input, 0, end, ISO_8859_1);
      byte[] body = Arrays.copyOfRange(input, Math.min(input.length, end + 2), input.length);
      String[] lines = head.split("\n", -1);
      String[] first = lines[0].split(" ", 2);
      Map<String, String> headers = new HashMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        if (colon > 0) {
          String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
          headers.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
      }
      return new Request(first[0], first.length > 1 ? first[1] : "", headers, body);
    }

    WebhookRequest request() {
      int mark = path.indexOf('?');
      String rest = mark < 0 ? path : path.substring(0, mark);
      String query = mark < 0 ? "" : path.substring(mark + 1);
      return new WebhookRequest(
          isSigned() ? "POST" : method,
          rest,
          query,
          name -> headers.get(name.toLowerCase(Locale.ROOT)),
          null,
          body);
    }

    boolean isSigned() {
      return method.equals("SIGNED");
    }
  }

  /**
   * @throws IllegalStateException when the answer is none a webhook endpoint gives, or something
   *     authentic was not kept byte by byte
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Request request = Request.of(input);
    byte[] said = request.isSigned() ? sign(request) : null;
    STORED.clear();
    int status = INTAKE.receive("fuzz", request.request()).join().status();
    if (!ANSWERS.contains(status)) {
      throw new IllegalStateException("answered " + status);
    }
    if ((status == 202) == STORED.isEmpty()) {
      throw new IllegalStateException(status + " with " + STORED.size() + " stored");
    }
    if (said != null && status != 413) {
      boolean isOne = STORED.size() == 1;
      if (status != 202 || isOne && !Arrays.equals(STORED.get(0).body(), said)) {
        throw new IllegalStateException("an authentic body was answered " + status + " or changed");
      }
    }
  }

  /**
   * Gives the request a proof that holds: a signature over what the sender wrote, or a token where
   * its coding is broken and nobody can say what that was.
   *
   * @return the bytes that must be kept; null when the coding holds too much
   */
  private static byte[] sign(Request request) {
    byte[] wire = request.body();
    String coding = request.headers().get("content-encoding");
    try {
      Optional<byte[]> said = RequestBody.of(wire, coding, MAX_BODY).bytes();
      said.ifPresent(
          bytes -> request.headers().put("x-famulor-signature", "sha256=" + hmac(bytes)));
      request.headers().put("x-webhook-token", WORD);
      return said.orElse(wire);
    } catch (RequestBody.TooLarge e) {
      return null;
    }
  }

  private static String hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(ISO_8859_1), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
