package io.aftercall.destination.archive;

import static io.aftercall.KameletStage.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.http.HttpExceptionClassifier;
import io.aftercall.destination.http.HttpSettings;
import io.aftercall.destination.http.HttpStatusClassifier;
import io.aftercall.destination.http.RawServer;
import io.aftercall.destination.http.SsrfSafeHttpComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet that archives recordings, a folder, and a server that says what a test wants. */
@Timeout(30)
abstract class ArchiveStage {
  static final String STEP = "kamelet:archive-recording?folder=aftercall.archive.folder";
  static final String NAME = "2026-03-02/famulor-1.mp3";
  static final byte[] SOUND = sound(1_500_000, 1);

  @TempDir Path folder;
  final Map<String, String> settings = new HashMap<>();
  RawServer server;
  KameletStage stage;
  RecordingSteps steps;
  Archives archives;

  @BeforeEach
  void open() throws Exception {
    server = new RawServer();
    settings.put("aftercall.archive.folder", folder.toString());
    start(STEP);
  }

  void start(String step) throws Exception {
    HttpStatusClassifier answers = new HttpStatusClassifier(InstantSource.system());
    archives = new Archives(new HttpSettings(settings::get, false));
    steps = new RecordingSteps(archives, answers, new HttpExceptionClassifier(answers));
    stage =
        new KameletStage(
                Map.of(
                    "http-recordings",
                    steps,
                    "http-download-rules",
                    ArchiveConfiguration.httpDownloadRules(),
                    "http-component",
                    new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE)),
                step)
            .reaching("127.0.0.1");
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    server.close();
  }

  static byte[] sound(int length, int seed) {
    byte[] sound = new byte[length];
    new Random(seed).nextBytes(sound);
    return sound;
  }

  Outcome fetch() throws Exception {
    return fetch(server.url() + "/call.mp3?expires=1", NAME);
  }

  Outcome fetch(String url, String name) throws Exception {
    DeliveryBatch deliveryBatch = batch("{\"url\":\"%s\",\"name\":\"%s\"}".formatted(url, name));
    stage.deliver(deliveryBatch);
    return KameletStage.outcomes(deliveryBatch).get(0);
  }

  void answers(byte[] sound, int until) {
    server.next(
        """
        HTTP/1.1 200 OK
        Content-Type: audio/mpeg
        ETag: "v1"
        Connection: close
        Content-Length: %d\
        """
            .formatted(sound.length),
        Arrays.copyOf(sound, until));
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  void assertArchived(byte[] sound) throws Exception {
    assertThat(Files.readAllBytes(folder.resolve(NAME))).isEqualTo(sound);
    assertThat(folder.resolve(NAME + ".sha256")).hasContent(sha256(sound) + "  famulor-1.mp3\n");
    assertThat(parts()).as("nothing is left over").isEmpty();
  }

  List<Path> parts() throws IOException {
    if (!Files.exists(folder.resolve(".parts"))) {
      return List.of();
    }
    try (Stream<Path> parts = Files.list(folder.resolve(".parts"))) {
      return parts.toList();
    }
  }
}
