package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CLIENT = "client_id=sandbox-client&client_secret=";
  private static final String GOOD = CLIENT + "sandbox-client-secret";

  private SalesforceStandIn salesforce;
  private ApiCaller caller;

  @BeforeEach
  void start() {
    salesforce = SalesforceStandIn.start(0, InstantSource.fixed(NOW));
    caller = new ApiCaller(salesforce.url());
  }

  @AfterEach
  void stop() {
    salesforce.close();
  }

  @Test
  void givesATokenForClientCredentials() throws IOException {
    Reply reply = caller.login("grant_type=client_credentials&" + GOOD);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("instance_url").asText()).isEqualTo(salesforce.url());
    assertThat(reply.json().path("id").asText()).matches(".*/id/[A-Za-z0-9]{18}/[A-Za-z0-9]{18}");
    assertThat(reply.json().path("issued_at").asText())
        .isEqualTo(String.valueOf(NOW.toEpochMilli()));
    assertThat(reply.json().has("expires_in")).isFalse();
    assertThat(caller.get("/limits").status()).isEqualTo(200);
  }

  @Test
  void takesTheClientFromBasicAuthentication() throws IOException {
    String pair = "sandbox-client:sandbox-client-secret";
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    caller.with("Authorization", "Basic " + basic);

    assertThat(caller.login("grant_type=client_credentials").status()).isEqualTo(200);
  }

  @Test
  void refusesWrongCredentialsInTheWordsOfTheService() throws IOException {
    assertDenied(
        "grant_type=client_credentials&" + CLIENT + "x",
        "invalid_client",
        "invalid client credentials");
    assertDenied(
        "grant_type=client_credentials&client_id=x",
        "invalid_client_id",
        "client identifier invalid");
    assertDenied(
        "grant_type=password&username=x&" + GOOD, "invalid_grant", "authentication failure");
    assertDenied("grant_type=magic&" + GOOD, "unsupported_grant_type", "grant type not supported");
  }

  @Test
  void givesATokenForAPassword() throws IOException {
    String user = "&username=integration%40sandbox.example&password=sandbox-password";

    assertThat(caller.login("grant_type=password&" + GOOD + user).status()).isEqualTo(200);
  }

  @Test
  void givesATokenForASignedAssertion() throws Exception {
    KeyPair keys = keys();
    salesforce.acceptSignedBy(keys.getPublic());

    assertThat(caller.login(jwt(keys, claims("https://login.salesforce.com", 270))).status())
        .isEqualTo(200);
    String expiryAsText = claims(salesforce.url(), 270).replaceFirst("(\\d+)}", "\"$1\"}");
    assertThat(caller.login(jwt(keys, expiryAsText)).status()).isEqualTo(200);
  }

  @Test
  void refusesAssertionsThatAreForgedOrTooOldOrForSomeoneElse() throws Exception {
    KeyPair keys = keys();
    String url = salesforce.url();
    assertDenied(jwt(keys, claims(url, 270)), "invalid_grant", "invalid assertion");
    salesforce.acceptSignedBy(keys.getPublic());

    assertDenied(jwt(keys(), claims(url, 270)), "invalid_grant", "invalid assertion");
    assertDenied(jwt(keys, claims(url, 301)), "invalid_grant", "expired access/refresh token");
    assertDenied(jwt(keys, claims(url, -1)), "invalid_grant", "expired access/refresh token");
    assertDenied(
        jwt(keys, claims("https://example.org", 270)), "invalid_grant", "audience is invalid");
    assertDenied(
        jwt(keys, claims(url, 270).replace("integration@", "stranger@")),
        "invalid_grant",
        "user hasn't approved this consumer");
    assertDenied(
        jwt(keys, claims(url, 270).replace("sandbox-client", "other")),
        "invalid_client_id",
        "client identifier invalid");
  }

  @Test
  void refusesCallsWithoutALiveSession() throws IOException {
    assertThat(caller.get("/limits").status()).isEqualTo(401);
    caller.login("grant_type=client_credentials&" + GOOD);
    salesforce.expireSessions();

    Reply reply = caller.get("/limits");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.errorCode()).isEqualTo("INVALID_SESSION_ID");
    assertThat(reply.message()).isEqualTo("Session expired or invalid");
    assertThat(reply.json().isArray()).isTrue();
  }

  @Test
  void forgetsARevokedToken() throws IOException {
    String token =
        caller.login("grant_type=client_credentials&" + GOOD).json().path("access_token").asText();
    caller.absolute("POST", "/services/oauth2/revoke?token=" + token, "");

    assertThat(caller.get("/limits").status()).isEqualTo(401);
  }

  private void assertDenied(String form, String error, String description) throws IOException {
    Reply reply = caller.login(form);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("error").asText()).isEqualTo(error);
    assertThat(reply.json().path("error_description").asText()).isEqualTo(description);
    assertThat(reply.json().has("access_token")).isFalse();
  }

  private static String claims(String audience, int secondsLeft) {
    return """
    {"iss":"sandbox-client","sub":"integration@sandbox.example","aud":"%s","exp":%d}\
    """
        .formatted(audience, NOW.getEpochSecond() + secondsLeft);
  }

  private static String jwt(KeyPair keys, String claims) throws GeneralSecurityException {
    String signed = coded("{\"alg\":\"RS256\"}") + "." + coded(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    String end = Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    return "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
        + signed
        + "."
        + end;
  }

  private static String coded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
