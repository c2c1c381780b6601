package io.aftercall;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import io.aftercall.sandbox.web.LoopbackServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A company's login (OpenID Connect provider): whoever comes is let in as whom the test says. */
final class OidcStandIn implements AutoCloseable {
  static final String CLIENT = "aftercall";
  static final String SECRET = "company secret";

  private final RSAKey key;
  private final LoopbackServer server;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();
  private final AtomicInteger codes = new AtomicInteger();
  private volatile String person = "anna";
  private volatile List<String> roles = List.of();
  private volatile boolean forged;

  private OidcStandIn(RSAKey key) {
    this.key = key;
    server = LoopbackServer.start(0, this::answer);
  }

  static OidcStandIn start() {
    try {
      return new OidcStandIn(new RSAKeyGenerator(2048).keyID("k1").generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Who comes next, and what the company says they are. */
  void expect(String name, List<String> theirRoles) {
    person = name;
    roles = theirRoles;
    forged = false;
  }

  /** The next token is signed with a key of somebody else. */
  void forge() {
    forged = true;
  }

  private Answer answer(Ask ask) {
    return switch (ask.path()) {
      case "/.well-known/openid-configuration" -> Answer.json(200, configuration());
      case "/keys" -> Answer.json(200, new JWKSet(key.toPublicJWK()).toString());
      case "/authorize" -> authorize(ask.parameters());
      case "/token" -> token(ask);
      default -> Answer.empty(404);
    };
  }

  private String configuration() {
    return """
    {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
     "jwks_uri":"%1$s/keys","response_types_supported":["code"],
     "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],
     "token_endpoint_auth_methods_supported":["client_secret_basic"]}\
    """
        .formatted(issuer());
  }

  private Answer authorize(Map<String, String> asked) {
    String code = "code-" + codes.incrementAndGet();
    nonces.put(code, asked.get("nonce"));
    return Answer.empty(302)
        .with(
            "Location",
            asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
  }

  private Answer token(Ask ask) {
    String basic = CLIENT + ":" + SECRET.replace(" ", "+");
    String right =
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.ISO_8859_1));
    String nonce = nonces.remove(ask.form().getOrDefault("code", ""));
    if (!right.equals(ask.header("authorization")) || nonce == null) {
      return Answer.json(401, "{\"error\":\"invalid_client\"}");
    }
    return Answer.json(
        200,
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
            .formatted(idToken(nonce)));
  }

  private String idToken(String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("4711")
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .claim("nonce", nonce)
            .claim("preferred_username", person)
            .claim("realm_access", Map.of("roles", roles))
            .build();
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
      RSAKey by = forged ? new RSAKeyGenerator(2048).keyID("k1").generate() : key;
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
