package io.aftercall.destination.archive;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.http.HttpExceptionClassifier;
import io.aftercall.destination.http.HttpSettings;
import io.aftercall.destination.http.HttpStatusClassifier;
import io.aftercall.destination.http.SsrfSafeHttpComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped kamelet in front of a bucket on loopback that checks the signature. */
class PutObjectTest {
  private static final String STEP =
      "kamelet:put-object?folder=aftercall.archive.folder&urlSetting=aftercall.archive.url";
  private static final String NAME = "2026-03-02/famulor-1.mp3";
  private static final String SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private int status = 200;
  private String said = "";
  private LoopbackServer bucket;
  private KameletStage stage;

  @BeforeEach
  void open() throws Exception {
    bucket = new LoopbackServer(request -> Answer.json(isSigned(request) ? status : 403, said));
    settings.put("aftercall.archive.folder", folder.toString());
    settings.put("aftercall.archive.url", bucket.url() + "/recordings/");
    settings.put("aftercall.archive.key-id", "id");
    settings.put("aftercall.archive.key", "secret");
    Path file = folder.resolve(NAME);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "abc");
    new Archive(folder).seal(file, SHA256);
    start(STEP);
  }

  private void start(String step) throws Exception {
    HttpStatusClassifier answers = new HttpStatusClassifier(InstantSource.system());
    stage =
        new KameletStage(
                Map.of(
                    "http-objects",
                    new S3PutSteps(
                        new HttpSettings(settings::get, false),
                        answers,
                        new HttpExceptionClassifier(answers),
                        InstantSource.fixed(NOW)),
                    "http-client-rules",
                    HttpConfiguration.httpClientRules(),
                    "http-component",
                    new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE)),
                step)
            .reaching("127.0.0.1");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    bucket.close();
  }

  /** Worked out from what arrived, as a store does. */
  private boolean isSigned(Asked request) {
    AwsSignature.Content content =
        new AwsSignature.Content(
            request.headers().getFirst("x-amz-content-sha256"),
            request.headers().getFirst("x-amz-date"));
    return new AwsSignature("id", "secret", "us-east-1")
        .authorization(
            request.method(), request.target(), "", request.headers().getFirst("Host"), content)
        .equals(request.headers().getFirst("Authorization"));
  }

  private Outcome put(String name) throws Exception {
    DeliveryBatch deliveryBatch = batch("{\"name\":\"" + name + "\"}");
    stage.deliver(deliveryBatch);
    return KameletStage.outcomes(deliveryBatch).get(0);
  }

  @Test
  void theFileGoesIntoTheBucketUnderItsName() throws Exception {
    assertThat(put(NAME)).isEqualTo(Outcome.Delivered.as("/recordings/" + NAME));

    Asked request = bucket.asked().get(0);
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.target()).isEqualTo("/recordings/" + NAME);
    assertThat(request.body()).isEqualTo("abc");
    assertThat(request.headers().getFirst("Content-Length")).isEqualTo("3");
    assertThat(request.headers().getFirst("x-amz-content-sha256")).isEqualTo(SHA256);
    assertThat(folder.resolve(NAME)).exists();
  }

  @Test
  void aWrongRegionPausesAndSaysWhatToSet() throws Exception {
    status = 400;
    said = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-central-1</Region></Error>";

    assertThat(put(NAME).reason()).endsWith("set AFTERCALL_ARCHIVE_REGION to eu-central-1");
    assertThat(put(NAME)).isInstanceOf(Outcome.Paused.class);
  }

  @Test
  void theFileMayGoFromHereThenButNotItsChecksum() throws Exception {
    stage.close();
    start(STEP + "&keep=false");

    assertThat(put(NAME)).isInstanceOf(Outcome.Delivered.class);
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(new Archive(folder).checksum(folder.resolve(NAME))).hasValue(SHA256);
  }

  @ParameterizedTest
  @CsvSource({"403, paused", "404, paused", "503, retry", "500, retry"})
  void anAnswerMeansWhatItDoesElsewhere(int answer, String outcome) throws Exception {
    status = answer;
    assertThat(put(NAME).name()).isEqualTo(outcome);
    assertThat(folder.resolve(NAME)).exists();
  }

  @Test
  void whatWasNotArchivedIsRefused() throws Exception {
    assertThat(put("2026-03-02/other.mp3"))
        .isEqualTo(new Outcome.Rejected("there is no archived file of this name", "name"));
    assertThat(put("../" + NAME).name()).isEqualTo("rejected");
    assertThat(bucket.asked()).isEmpty();
  }

  @Test
  void whatIsNotSetIsNamed() throws Exception {
    stage.reaching("");
    assertThat(put(NAME).reason()).contains("a loopback address", "allowIps");

    settings.remove("aftercall.archive.key");
    assertThat(put(NAME))
        .isEqualTo(Outcome.Paused.because("not configured: set AFTERCALL_ARCHIVE_KEY"));
    settings.put("aftercall.archive.key", "secret");
    settings.put("aftercall.archive.url", "ftp://bucket.example");
    assertThat(put(NAME))
        .isEqualTo(Outcome.Paused.because("not configured: AFTERCALL_ARCHIVE_URL is no address"));
  }
}
