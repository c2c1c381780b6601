package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md names classes, methods and threads that are there. */
class ArchitecturePageTest {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)#]+)\\)");

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("ARCHITECTURE.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyLinkedFileIsThereAndIsTheClassItIsCalled() {
    List<Matcher> links = matches(LINK, page);
    assertThat(links).hasSizeGreaterThan(60);
    for (Matcher link : links) {
      Path file = Path.of(link.group(2));
      assertThat(file).as(link.group()).exists();
      if (link.group(2).endsWith(".java")) {
        assertThat(file.getFileName()).hasToString(link.group(1) + ".java");
      }
    }
  }

  @Test
  void theSpineHasThirteenStepsEachWithItsThread() {
    List<String> steps =
        section("## The spine").lines().filter(l -> l.matches("\\| \\d+ .*")).toList();
    assertThat(steps).hasSize(13);
    assertThat(steps)
        .allSatisfy(
            step -> {
              assertThat(step).contains(".java)");
              assertThat(step.split("\\|")[4]).isNotBlank();
            });
  }

  @Test
  void goToDefinitionEndsInFivePlacesAtMost() {
    List<String> places =
        section("### Where \"go to definition\" ends")
            .lines()
            .filter(line -> line.matches("\\d+\\. .*"))
            .toList();
    assertThat(places).isNotEmpty().hasSizeLessThanOrEqualTo(5);
  }

  /** {@code Outbox.record}: a class of ours, and a member of it. */
  @Test
  void everyMemberNamedIsThere() throws IOException {
    for (Matcher named : matches(Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`"), page)) {
      String text = Files.readString(file(named.group(1)).orElseThrow());
      assertThat(text).as(named.group()).containsPattern("\\b" + named.group(2) + "\\b");
    }
  }

  @Test
  void everyClassNamedIsThere() {
    for (Matcher named : matches(Pattern.compile("`(?:[a-z.]+\\.)?([A-Z][a-z]\\w+)`"), page)) {
      assertThat(file(named.group(1))).as(named.group()).isPresent();
    }
  }

  private static Optional<Path> file(String type) {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).equals(type + ".java"))
          .findFirst();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String section(String title) {
    int start = page.indexOf(title);
    assertThat(start).as(title).isNotNegative();
    int end = page.indexOf("\n#", start + title.length());
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static List<Matcher> matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    List<Matcher> found = new ArrayList<>();
    while (matcher.find()) {
      Matcher one = pattern.matcher(matcher.group());
      assertThat(one.matches()).isTrue();
      found.add(one);
    }
    return found;
  }
}
