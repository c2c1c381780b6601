package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.cli.CommandStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages name is there: files, headings, pictures, settings, metrics, alerts, verbs. */
class DocsTest {
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final Pattern FENCE = Pattern.compile("(?s)```.*?```");
  private static final Pattern SETTING =
      Pattern.compile("`(aftercall\\.(?!db)[a-z-]+(?:\\.[a-z-]+)+)`");
  private static final Pattern METRIC = Pattern.compile("\\baftercall(?:_[a-z]+){2,}\\b");
  private static final Pattern VERB = Pattern.compile("bin/aftercall ([a-z][a-z-]+)\\b");
  private static final Pattern METER = Pattern.compile("\"(aftercall(?:\\.[a-z]+)+)\"");

  private record Page(Path file, String text) {
    /** Without the examples, in which brackets are code. */
    String prose() {
      return FENCE.matcher(text).replaceAll("");
    }
  }

  private final List<Page> pages = pages();

  private static List<Page> pages() {
    try (Stream<Path> docs = Files.walk(Path.of("src/docs"))) {
      return Stream.concat(
              Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md").map(Path::of),
              docs.filter(file -> file.toString().endsWith(".md")))
          .map(DocsTest::page)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Page page(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As GitHub makes them. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(FENCE.matcher(text).replaceAll(""));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Page page : pages) {
      Matcher link = LINK.matcher(page.prose());
      while (link.find()) {
        String to = link.group(1);
        if (!to.matches("(?i)[a-z]+:.*") && !leads(page, to)) {
          dead.add(page.file() + ": " + to);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean leads(Page page, String to) {
    String[] parts = to.split("#", 2);
    Path target =
        parts[0].isEmpty()
            ? page.file()
            : Stream.ofNullable(page.file().getParent())
                .findFirst()
                .orElse(Path.of(""))
                .resolve(parts[0])
                .normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(page(target).text()).contains(parts[1]);
  }

  @Test
  void everyPageIsInTheIndex() {
    String index = page(Path.of("src/docs/README.md")).text();
    assertThat(
            pages.stream()
                .filter(page -> Path.of("src/docs").equals(page.file().getParent()))
                .map(page -> page.file().getFileName().toString())
                .filter(name -> !name.equals("README.md")))
        .allMatch(name -> index.contains("(" + name + ")"));
  }

  @Test
  void everySettingIsOne() throws Exception {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("config/schema/settings.schema.json").toFile());
    Set<String> unknown = new TreeSet<>();
    for (Page page : pages) {
      Matcher setting = SETTING.matcher(page.prose());
      while (setting.find()) {
        JsonNode at = schema;
        for (String part : setting.group(1).split("\\.")) {
          at = at.path("properties").path(part);
        }
        if (at.isMissingNode() && !source().contains(setting.group(1))) {
          unknown.add(page.file() + ": " + setting.group(1));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyMetricIsOne() {
    Set<String> known = new HashSet<>();
    Matcher meter = METER.matcher(source());
    while (meter.find()) {
      String name = meter.group(1).replace('.', '_');
      for (String end : List.of("", "_total", "_seconds", "_seconds_bucket", "_bytes")) {
        known.add(name + end);
      }
    }
    Set<String> unknown = new TreeSet<>();
    for (Page page : pages) {
      // ADRs tell of what was.
      if (!page.file().toString().contains("/adr/")) {
        Matcher metric = METRIC.matcher(page.text());
        while (metric.find()) {
          if (!known.contains(metric.group())) {
            unknown.add(page.file() + ": " + metric.group());
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyAlertHasItsLine() {
    Set<String> alerts =
        page(Path.of("config/monitoring/alerts.yml"))
            .text()
            .lines()
            .filter(line -> line.strip().startsWith("- alert:"))
            .map(line -> line.replaceFirst(".*: *", "").strip())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> told = new TreeSet<>();
    Matcher line =
        Pattern.compile("(?m)^\\| `(\\w+)`").matcher(page(Path.of("src/docs/alerts.md")).text());
    while (line.find()) {
      told.add(line.group(1));
    }
    assertThat(told).hasSizeGreaterThan(5).isEqualTo(alerts);
  }

  @Test
  void everyVerbIsOne() {
    String help = new CommandStage().run("--help").out();
    Set<String> unknown = new TreeSet<>();
    for (Page page : pages) {
      Matcher verb = VERB.matcher(page.text());
      while (verb.find()) {
        if (!help.matches("(?s).*\\n +" + verb.group(1) + "\\b.*")) {
          unknown.add(page.file() + ": " + verb.group(1));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** Where nginx is installed it says itself whether the page's file can be used. */
  @Test
  void nginxTakesThePage(@TempDir Path folder) throws Exception {
    String file =
        block("nginx.md", "nginx")
            .replace("listen 443 ssl", "listen 127.0.0.1:65001")
            .replaceAll("(?m)^ *ssl_certificate.*\\n", "");
    assertThat(file).contains("X-Forwarded-Prefix", "proxy_pass http://127.0.0.1:8080");
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        "pid %s/pid;\nerror_log %s/error.log;\nevents {}\nhttp {\naccess_log off;\n%s}\n"
            .formatted(folder, folder, file));
    accepts("nginx", "-t", "-c", config.toString());
  }

  @Test
  void systemdTakesThePage(@TempDir Path folder) throws Exception {
    Path unit = folder.resolve("aftercall.service");
    String text = block("systemd.md", "ini");
    assertThat(text).contains("SuccessExitStatus=143", "RestartPreventExitStatus=78");
    Files.writeString(
        unit,
        text.replace(
            "/opt/aftercall/bin/aftercall", Path.of("bin/aftercall").toAbsolutePath().toString()));
    accepts("systemd-analyze", "verify", unit.toString());
  }

  private static String block(String page, String language) {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\\n(.*?)```")
            .matcher(page(Path.of("src/docs", page)).text());
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static void accepts(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException notInstalled) {
      return;
    }
    String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String source() {
    try (Stream<Path> files =
        Stream.of("src/main/java", "src/main/resources", "config", "routes")
            .flatMap(folder -> walk(Path.of(folder)))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|yaml)"))
          .map(file -> page(file).text())
          .collect(Collectors.joining("\n"));
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
