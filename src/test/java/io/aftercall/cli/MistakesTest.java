package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** {@code src/docs/mistakes.md} tells the truth: its edits are made, and its messages come. */
class MistakesTest {
  private static final Pattern SECTION =
      Pattern.compile(
          "## (\\d+\\. [^\n]+)\n\n`([^`]+)`\n\n```diff\n(.*?)```\n\n```text\n(.*?)```",
          Pattern.DOTALL);

  @TempDir Path home;

  record Mistake(String title, String file, String diff, String told) {
    String lines(char sign) {
      StringBuilder lines = new StringBuilder();
      diff.lines()
          .filter(line -> line.charAt(0) == sign)
          .forEach(line -> lines.append(line, 1, line.length()).append('\n'));
      return lines.toString();
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Mistake> mistakes() throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    Matcher section = SECTION.matcher(Files.readString(Path.of("src/docs/mistakes.md")));
    while (section.find()) {
      mistakes.add(
          new Mistake(section.group(1), section.group(2), section.group(3), section.group(4)));
    }
    return mistakes;
  }

  @Test
  void areTen() throws IOException {
    assertThat(mistakes()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isToldAsWritten(Mistake mistake) throws IOException {
    for (String folder : List.of("config", "routes")) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    Path file = home.resolve(mistake.file());
    String before = Files.readString(file);
    assertThat(before).containsOnlyOnce(mistake.lines('-'));
    Files.writeString(file, before.replace(mistake.lines('-'), mistake.lines('+')));

    Result result =
        new CommandStage().with("AFTERCALL_FAMULOR_TOKEN", "x").run("check", "--home", home + "");

    assertThat(result.exit()).isEqualTo(1);
    String told = result.out().replaceFirst("[^\n]*\n$", "");
    assertThat(told).isEqualTo(mistake.told());
    assertThat(told.lines()).isNotEmpty().allMatch(MistakesTest::hasPlaceAndBulkAction);
    assertThat(told).contains(mistake.file());
  }

  private static boolean hasPlaceAndBulkAction(String line) {
    return line.matches("\\S+\\.yaml:\\d+:\\d+: [a-z-]+: .+ \\(.+\\)( \\[warning])?");
  }
}
