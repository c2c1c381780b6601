package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.call.ReaderFuzz;
import io.aftercall.webhook.WebhookFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzers once found worth keeping still goes well. */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  static List<Path> webhook() throws IOException {
    return files("webhook");
  }

  static List<Path> reader() throws IOException {
    return files("reader");
  }

  private static List<Path> files(String target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("webhook")
  void theEndpointAnswersAndKeepsWhatIsAuthentic(Path input) throws IOException {
    WebhookFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
  }

  @ParameterizedTest
  @MethodSource("reader")
  void theEndpointAndTheReaderSayTheSame(Path input) throws IOException {
    ReaderFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
  }

  @Test
  void theCorpusIsThere() throws IOException {
    assertThat(webhook()).hasSizeGreaterThan(10);
    assertThat(reader()).isNotEmpty();
  }
}
