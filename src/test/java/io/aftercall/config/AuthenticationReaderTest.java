package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every scheme a sender may prove itself by, and every mistake in writing it down. */
class AuthenticationReaderTest {
  private static final String GOOD =
      """
      authentication:
        - hmac_sha256: ${KEY}
          header: X-Hub-Signature-256
        - basic: ${WORD}
          user: famulor
        - standard_webhooks: ${WEBHOOK}
          tolerance: 90s
        - hmac_timestamp: ${KEY}
        - token: ${WORD}
      allow_ips: [203.0.113.0/24, 2001:db8::/32, '::1']
      rate: 50
      time_zone: UTC
      country: DE
      """;
  private static final Map<String, String> SECRETS =
      Map.of(
          "KEY", "k3y", "WORD", "sesame", "WEBHOOK", "whsec_c2VjcmV0IGtleQ==", "BROKEN", "whsec_%");

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void readsEveryScheme() throws Exception {
    SourceAccess sourceAccess = load(GOOD, SECRETS).admission();

    assertThat(problems).isEmpty();
    assertThat(sourceAccess.rate()).hasValue(50);
    assertThat(sourceAccess.networks())
        .extracting(CidrRange::toString)
        .containsExactly("203.0.113.0/24", "2001:db8:0:0:0:0:0:0/32", "0:0:0:0:0:0:0:1/128");
    assertThat(sourceAccess.networks().get(1).contains(InetAddress.getByName("2001:db8::7")))
        .isTrue();
    List<Authentication> authentications = sourceAccess.proofs();
    assertThat(((Authentication.Hmac) authentications.get(0)).header())
        .isEqualTo("X-Hub-Signature-256");
    assertThat(((Authentication.Basic) authentications.get(1)).user()).isEqualTo("famulor");
    Authentication.StandardWebhooks standard =
        (Authentication.StandardWebhooks) authentications.get(2);
    assertThat(standard.tolerance()).isEqualTo(Duration.ofSeconds(90));
    assertThat(standard.secret().matches("secret key")).isTrue();
    Authentication.Timestamped timestamped = (Authentication.Timestamped) authentications.get(3);
    assertThat(timestamped.header()).isEqualTo("Stripe-Signature");
    assertThat(timestamped.tolerance()).isEqualTo(Duration.ofMinutes(5));
    assertThat(authentications.get(4)).isInstanceOf(Authentication.Token.class);
    assertThat(authentications.toString()).doesNotContain("k3y", "sesame", "secret key", "whsec");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hmac_sha256: ${KEY} | hmac_sha265: ${KEY} | unknown-scheme | 2:5 | did you mean"
            + " 'hmac_sha256'?",
        "standard_webhooks: | standard-webhook: | unknown-scheme | 6:5 | did you mean"
            + " 'standard_webhooks'?",
        "hmac_sha256: ${KEY} | oauth: ${KEY} | unknown-scheme | 2:5 | known are token, basic, hmac_sha256,"
            + " standard_webhooks, hmac_timestamp",
        "hmac_sha256: ${KEY} | in: [path] | missing-key | 2:5 | write one of token, basic, hmac_sha256,"
            + " standard_webhooks, hmac_timestamp, with ${NAME}",
        "user: famulor | hmac_sha256: ${KEY} | two-schemes | 5:5 | start a second authentication with '- ';"
            + " one of them then suffices",
        "user: famulor | usre: famulor | unknown-key | 5:5 | did you mean 'user'?",
        "user: famulor | user: a:b | wrong-value | 5:5 | HTTP Basic ends it there",
        "hmac_sha256: ${KEY} | hmac_sha256: k3y | literal-secret | 2:18 | write ${NAME} and set that variable;"
            + " change the secret, it is no longer one",
        "hmac_sha256: ${KEY} | hmac_sha256: ${NONE} | missing-secret | 2:18 | set NONE",
        "${WEBHOOK} | ${KEY} | wrong-secret | 6:24 | it is whsec_ and Base64, as the sender shows"
            + " it",
        "${WEBHOOK} | ${BROKEN} | wrong-secret | 6:24 | it is whsec_ and Base64, as the sender"
            + " shows it",
        "tolerance: 90s | tolerance: 90 | wrong-value | 7:16 | write it like 90s, 5m or 1h",
        "tolerance: 90s | tolerance: 0s | wrong-value | 7:16 | write it like 90s, 5m or 1h",
        "header: X-Hub-Signature-256 | header: X Hub | wrong-value | 3:13 | letters, digits and"
            + " dashes, as in X-Famulor-Signature",
        "203.0.113.0/24 | 203.0.113.0/33 | wrong-value | 10:13 | write it like 203.0.113.7,"
            + " 203.0.113.0/24 or 2001:db8::/32",
        "203.0.113.0/24 | our.host | wrong-value | 10:13 | write it like 203.0.113.7,"
            + " 203.0.113.0/24 or 2001:db8::/32",
        "[203.0.113.0/24, 2001:db8::/32, QUOTED] | [] | wrong-value | 10:1 | leave it out to let"
            + " everybody try to authenticate",
      })
  void aMistakeIsFoundAtItsPlace(String good, String bad, String code, String at, String hint) {
    load(GOOD.replace(good.replace("QUOTED", "'::1'"), bad), SECRETS);

    // A misspelt option may be missed as well.
    assertThat(problems).hasSizeBetween(1, 2);
    assertThat(problems.get(0).code()).isEqualTo(code);
    assertThat(problems.get(0).place().toString()).isEqualTo("config/sources/shop.yaml:" + at);
    assertThat(problems.get(0).hint()).isEqualTo(hint);
    assertThat(problems.get(0).message()).doesNotContain("k3y", "sesame");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    load(
        GOOD.replace("hmac_sha256:", "hmac_sha265:")
            .replace("user: famulor", "usr: x")
            .replace("rate: 50", "rate: 0"),
        SECRETS);

    assertThat(problems)
        .extracting(Problem::code)
        .containsExactlyInAnyOrder("unknown-scheme", "unknown-key", "missing-key", "wrong-value");
  }

  /** What operators copy from has to work. */
  @Test
  void theExampleInTheHandbookIsWithoutFault() throws Exception {
    String handbook = Files.readString(Path.of("src/docs/operations.md"));
    int start = handbook.indexOf("```yaml\nauthentication:") + "```yaml\n".length();
    String example = handbook.substring(start, handbook.indexOf("```", start));
    List<Problem> found = new ArrayList<>();
    Workspace workspace =
        Workspace.of(Map.of("config/sources/shop.yaml", example + "time_zone: UTC\ncountry: DE\n"));
    Source source =
        Sources.load(workspace, name -> "whsec_c2VjcmV0IGtleQ==", found).find("shop").orElseThrow();

    assertThat(found).isEmpty();
    assertThat(source.admission().proofs())
        .hasSize(AuthenticationReader.Scheme.values().length)
        .doesNotHaveDuplicates()
        .extracting(Object::getClass)
        .doesNotHaveDuplicates();
    assertThat(source.admission().networks()).hasSize(2);
  }

  private Source load(String text, Map<String, String> environment) {
    Workspace workspace = Workspace.of(Map.of("config/sources/shop.yaml", text));
    return Sources.load(workspace, environment::get, problems).find("shop").orElseThrow();
  }
}
