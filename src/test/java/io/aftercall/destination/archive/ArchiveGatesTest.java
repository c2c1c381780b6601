package io.aftercall.destination.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large, no recording, elsewhere or without a name is not kept. */
class ArchiveGatesTest extends ArchiveStage {
  @Test
  void whatComesByteByByteIsGoneOnWithLater() throws Exception {
    stage.close();
    start(STEP + "&maxSeconds=1");
    server.next(
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nETag: \"v1\"\r\nContent-Length: 9999\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
          while (true) {
            out.write(7);
            out.flush();
            LockSupport.parkNanos(20_000_000);
          }
        });

    assertThat(fetch())
        .isEqualTo(
            Outcome.Retry.because(
                "the recording did not come within 1 s; the rest is fetched later"));
  }

  @Test
  void whatIsTooLargeIsRefusedAlsoWhenItDoesNotSay() throws Exception {
    stage.close();
    start(STEP + "&maxMegabytes=1");
    answers(SOUND, SOUND.length);
    assertThat(fetch().reason()).contains("larger than the route allows");

    server.next(
        out -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
          while (true) {
            out.write("10000\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[0x10000]);
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
          }
        });
    assertThat(fetch())
        .isEqualTo(
            Outcome.Rejected.because("HTTP 200: the recording is larger than the route allows"));
    assertThat(parts()).isEmpty();
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json", "audio", ""})
  void aPageIsNoRecording(String type) throws Exception {
    server.next(
        "HTTP/1.1 200 OK\nContent-Type: " + type + "\nContent-Length: 3",
        "abc".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(fetch().reason()).contains("no recording by its type");
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "401, rejected",
    "403, rejected",
    "404, rejected",
    "410, rejected",
    "302, rejected",
    "429, retry",
    "500, retry",
    "503, retry"
  })
  void anAnswerIsAboutThisRecordingOnly(int status, String outcome) throws Exception {
    server.next(
        "HTTP/1.1 %d So\nLocation: http://127.0.0.1:1/\nContent-Length: 0".formatted(status),
        new byte[0]);

    assertThat(fetch().name()).isEqualTo(outcome);
  }

  @Test
  void anAddressOfAPayloadLeadsNowhereInside() throws Exception {
    stage.reaching("");

    assertThat(fetch())
        .isInstanceOf(Outcome.Rejected.class)
        .satisfies(outcome -> assertThat(outcome.reason()).contains("a loopback address"));
    assertThat(fetch("http://169.254.169.254/latest/meta-data", NAME).reason())
        .contains("metadata");
    assertThat(fetch("file:///etc/passwd", NAME).reason()).contains("there is no recording");
    assertThat(server.heads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.mp3", "/etc/evil.mp3", "a/../../evil.mp3", ".hidden", "a.sha256", ""})
  void aNameStaysInTheFolder(String name) throws Exception {
    assertThat(fetch(server.url(), name))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("name"));
    assertThat(server.heads()).isEmpty();
  }

  @Test
  void withoutAFolderTheDestinationIsNotConfigured() throws Exception {
    settings.clear();
    assertThat(fetch())
        .isEqualTo(Outcome.Paused.because("not configured: set AFTERCALL_ARCHIVE_FOLDER"));
    assertThat(steps.missing(STEP)).hasValue("not configured: set AFTERCALL_ARCHIVE_FOLDER");
  }

  @Test
  void aFolderThatTakesNothingStopsTheDestination() throws Exception {
    Path file = Files.createFile(folder.resolve("a-file"));
    settings.put("aftercall.archive.folder", file.toString());
    answers(SOUND, SOUND.length);

    assertThat(fetch()).isInstanceOf(Outcome.Paused.class);
  }
}
