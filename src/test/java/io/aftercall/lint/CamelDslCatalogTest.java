package io.aftercall.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What check knows about Camel is what the Camel on the class path says about itself. */
class CamelDslCatalogTest {
  private static final Path SHIPPED =
      Path.of("src/main/resources/io/aftercall/lint/camel-words.txt");
  private static final Path FRESH = Path.of("target/camel-words.txt");

  @Test
  void saysWhatTheJarsSay() throws IOException {
    Files.writeString(FRESH, new CamelWordsWriter().write());

    assertThat(SHIPPED)
        .as("another Camel, or another option of ours: copy %s over %s", FRESH, SHIPPED)
        .hasSameTextualContentAs(FRESH);
  }
}
