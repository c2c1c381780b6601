package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.dryrun.DryRunBeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** One concept has one word: what was renamed stands nowhere people read it. */
class ContractWordsTest {
  private static final Path WORDS = Path.of("src/test/resources/retired-words.txt");
  private static final Pattern TAG = Pattern.compile("(?s)<!--.*?-->|<[^>]*>");

  /** A word, where it must not stand, and in which texts it means something else. */
  private record Word(Pattern pattern, List<String> places, List<String> allowed) {
    static Word of(String line) {
      String[] halves = line.split(" \\| ", 2);
      List<String> parts = List.of(halves[0].strip().split(" +"));
      return new Word(
          Pattern.compile("(?<![\\w-])" + Pattern.quote(parts.get(0)) + "(?![\\w-])"),
          parts.subList(1, parts.size()),
          halves.length < 2 ? List.of() : List.of(halves[1].split("; ")));
    }

    boolean isIn(String line) {
      String rest = line;
      for (String other : allowed) {
        rest = rest.replace(other, "");
      }
      return pattern.matcher(rest).find();
    }
  }

  /** A text people read, by its name. */
  private record Text(String name, String text) {}

  @ParameterizedTest
  @ValueSource(strings = {"yaml", "pages", "console", "verbs"})
  void noRetiredWordStandsThere(String place) throws IOException {
    List<Word> words =
        Files.readAllLines(WORDS).stream()
            .filter(line -> !line.startsWith("#"))
            .map(Word::of)
            .filter(word -> word.places().contains(place))
            .toList();
    List<Text> texts = texts(place);
    assertThat(words).hasSizeGreaterThan(10);
    assertThat(texts).hasSizeGreaterThan(10);

    List<String> found = new ArrayList<>();
    for (Text text : texts) {
      List<String> lines = text.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        int number = i + 1;
        words.stream()
            .filter(word -> word.isIn(line))
            .forEach(word -> found.add(text.name() + ":" + number + ": " + line.strip()));
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Text> texts(String place) throws IOException {
    return switch (place) {
      case "yaml" ->
          files(".*\\.(yaml|json)", "config/mappings", "config/sources", "config/schema", "routes");
      case "pages" ->
          files(".*\\.md", "README.md", "src/docs").stream()
              .filter(text -> !text.name().matches(".*(/adr/|glossary).*"))
              .toList();
      case "console" ->
          files(".*\\.html", "src/main/resources/templates").stream()
              .map(text -> new Text(text.name(), shown(text.text())))
              .toList();
      default -> {
        List<Text> helps = new ArrayList<>();
        helps(Cli.commandLine(nothing()), helps);
        yield helps;
      }
    };
  }

  private static Cli.CliContext nothing() {
    return new Cli.CliContext(
        args -> 0, new DryRunBeans(List.of(), Map.of()), folder -> null, name -> null);
  }

  private static void helps(CommandLine line, List<Text> into) {
    into.add(new Text(line.getCommandSpec().qualifiedName(), line.getUsageMessage()));
    line.getSubcommands().values().forEach(sub -> helps(sub, into));
  }

  /** What is between the tags, line by line. */
  private static String shown(String html) {
    return TAG.matcher(html).replaceAll(tag -> tag.group().replaceAll("[^\n]", " "));
  }

  private static List<Text> files(String names, String... tops) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String top : tops) {
      try (Stream<Path> paths = Files.walk(Path.of(top))) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          if (path.toString().matches(names)) {
            texts.add(new Text(path.toString(), Files.readString(path)));
          }
        }
      }
    }
    return texts;
  }
}
