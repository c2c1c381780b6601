package io.aftercall.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercall.NastyServer;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A platform that does not end, drips, packs and names charsets as it likes. */
@Timeout(30)
class SenderApiClientTest {
  private static final String CALL = "{\"id\": 7, \"summary\": \"Grüße\"}";

  private NastyServer platform;
  private SenderApiClient client;

  @BeforeEach
  void open() throws IOException {
    platform = new NastyServer();
    Map<String, String> environment =
        Map.of(
            "AFTERCALL_FAMULOR_TOKEN", "word",
            "AFTERCALL_FAMULOR_API_URL", platform.url(),
            "AFTERCALL_FAMULOR_API_TOKEN", "key");
    Sources sources =
        Sources.load(Workspace.read(Path.of(".")), environment::get, new ArrayList<>());
    client =
        new SenderApiClient(
            sources.find("famulor").orElseThrow().platform(),
            InstantSource.system(),
            Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws IOException {
    platform.close();
  }

  @Test
  void theStatusIsHeardHoweverTheTextGoesOn() {
    platform.answering(NastyServer.endless(401));
    assertThat(trouble().getMessage()).contains("401", "does not accept the key");
    platform.answering(NastyServer.dripping(500));
    assertThat(trouble().getMessage()).contains("500");
    platform.answering(NastyServer.dripping(429));
    assertThat(trouble().kind()).isEqualTo(SenderApiException.Kind.BUSY);
  }

  @Test
  void aSuccessWithoutAnEndIsSaidSo() {
    platform.answering(NastyServer.dripping(200));
    assertThat(trouble()).hasMessageContaining("cannot be read: it did not end within 1 s");
    platform.answering(NastyServer.drippingHead());
    assertThat(trouble()).hasMessageContaining("does not answer");
    platform.answering(NastyServer.cut(200));
    assertThat(trouble()).hasMessageContaining("cannot be read: it broke off");
  }

  @Test
  void whatIsPackedUnaskedIsUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(CALL.getBytes(StandardCharsets.UTF_8));
    }
    String json = "Content-Type: application/json\nContent-Encoding: ";
    platform.answering(NastyServer.answer(200, json + "gzip", packed.toByteArray()));
    assertThat(client.call("7").orElseThrow().path("summary").asText()).isEqualTo("Grüße");

    platform.answering(NastyServer.answer(200, json + "gzip", CALL.getBytes()));
    assertThat(trouble()).hasMessageContaining("it cannot be unpacked");
    platform.answering(NastyServer.answer(200, json + "br", CALL.getBytes()));
    assertThat(trouble()).hasMessageContaining("packed in a way nobody asked for");
  }

  @Test
  void charsetsAreKeptWhereTheyAreKnown() throws Exception {
    byte[] latin = CALL.getBytes(StandardCharsets.ISO_8859_1);
    platform.answering(
        NastyServer.answer(200, "Content-Type: application/json; charset=iso-8859-1", latin));
    assertThat(client.call("7").orElseThrow().path("summary").asText()).isEqualTo("Grüße");

    byte[] utf8 = CALL.getBytes(StandardCharsets.UTF_8);
    for (String odd : new String[] {"charset=klingon", "charset=", "charset=\"utf8mb4\""}) {
      platform.answering(NastyServer.answer(200, "Content-Type: application/json; " + odd, utf8));
      assertThat(client.call("7").orElseThrow().path("summary").asText()).isEqualTo("Grüße");
    }
  }

  private SenderApiException trouble() {
    return catchThrowableOfType(SenderApiException.class, () -> client.call("7"));
  }
}
