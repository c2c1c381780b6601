package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.NastyServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.client.RestClientException;

/** A login provider that does not end, drips, packs and names charsets as it likes. */
@Timeout(30)
class OidcRequestsTest {
  private final OidcRequests requests = new OidcRequests(Duration.ofSeconds(1));
  private NastyServer provider;

  @BeforeEach
  void open() throws IOException {
    provider = new NastyServer();
  }

  @AfterEach
  void close() throws IOException {
    provider.close();
  }

  @Test
  void noAnswerHoldsALogin() {
    for (NastyServer.Speech speech :
        new NastyServer.Speech[] {
          NastyServer.endless(200),
          NastyServer.dripping(200),
          NastyServer.drippingHead(),
          NastyServer.cut(200),
          NastyServer.endless(503),
          NastyServer.json(200, "[]"),
        }) {
      provider.answering(speech);
      assertThatThrownBy(() -> requests.discover(provider.url()))
          .isInstanceOf(RestClientException.class);
    }
  }

  @Test
  void packedAndOddlyNamedIsRead() throws Exception {
    byte[] plain = discovery().getBytes(StandardCharsets.UTF_8);
    provider.answering(
        NastyServer.answer(200, "Content-Type: application/json; charset=klingon", plain));
    assertThat(authorization()).endsWith("/authorize");

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    provider.answering(
        NastyServer.answer(
            200, "Content-Type: application/json\nContent-Encoding: gzip", packed.toByteArray()));
    assertThat(authorization()).endsWith("/authorize");
  }

  @Test
  void anotherIssuerIsNotTaken() {
    provider.answering(NastyServer.json(200, discovery().replace(provider.url(), "http://else")));
    assertThatThrownBy(() -> requests.discover(provider.url()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another issuer");
  }

  private String authorization() {
    return requests
        .discover(provider.url())
        .registrationId("company")
        .clientId("us")
        .build()
        .getProviderDetails()
        .getAuthorizationUri();
  }

  private String discovery() {
    return """
    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
     "jwks_uri": "%1$s/keys", "userinfo_endpoint": "%1$s/me", "subject_types_supported": ["public"],
     "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}\
    """
        .formatted(provider.url());
  }
}
