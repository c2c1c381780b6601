package io.aftercall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the structure: which package may use which, the module diagram of ARCHITECTURE.md, the size
 * of files and the names of types.
 */
class ArchitectureTest {
  private static final String ROOT = "io.aftercall";
  private static final int MAX_LINES = 400;
  private static final Path DIAGRAM = Path.of("ARCHITECTURE.md");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Package → the packages it may use; the table of packages from the lowest to the highest. */
  private static final Map<String, List<String>> USES =
      """
      call.text:
      camel.dev:
      concurrent:
      files:
      mapping.jq:
      mapping.write:
      security:
      tls:
      promise:
      call: call.text promise
      store: files
      config: call promise
      journal: store files
      outbox: store
      backup: journal store files
      bulk: outbox journal store concurrent
      destination: outbox mapping.write
      mapping: config call mapping.jq mapping.write
      person: outbox store call
      reload.history: config store
      webhook: journal config store call
      delivery: destination outbox store call concurrent
      destination.http: destination config store tls
      destination.mail: destination outbox config tls
      destination.salesforce: destination mapping.write person outbox call tls
      privacy: person destination outbox journal store concurrent
      reload: reload.history mapping config store call
      webhook.server: webhook config
      destination.archive: destination.http destination files
      routing: reload delivery reload.history person outbox journal config store call promise concurrent
      camel: routing webhook.server reload delivery webhook reload.history person mapping destination outbox journal config store mapping.jq concurrent
      reconcile: routing reload webhook destination journal config call tls
      dryrun: camel routing reload webhook person mapping mapping.write destination outbox journal config call
      notification: destination.http destination.mail destination config store tls
      ops: notification camel routing webhook.server reload privacy person destination outbox journal config store files concurrent
      lint: dryrun routing reload destination.mail mapping config call
      web.console: dryrun camel routing reload privacy webhook reload.history person mapping destination bulk outbox journal config store call security concurrent
      lint.org: lint destination.salesforce config
      web.api: web.console notification ops dryrun reconcile camel reload privacy webhook reload.history person destination bulk outbox journal config store security
      cli: lint.org lint notification dryrun reload mapping backup config store call
      """
          .lines()
          .map(line -> line.split(":", 2))
          .collect(
              Collectors.toMap(
                  parts -> parts[0].strip(),
                  parts -> List.of(parts[1].strip().split(" +")),
                  (a, b) -> a,
                  TreeMap::new));

  private static final Pattern SAYS_NOTHING =
      Pattern.compile(".*(Utils?|Helper|Manager|Impl|Processor)");

  @Test
  void packagesUseOnlyThePackagesTheyMay() {
    USES.forEach(
        (name, used) ->
            noClasses()
                .that(residesIn(name))
                .should()
                .dependOnClassesThat(areOursOutside(name, used))
                .allowEmptyShould(true)
                .check(CODE));
  }

  private static DescribedPredicate<JavaClass> residesIn(String name) {
    return DescribedPredicate.describe(
        "reside in " + name, type -> name.equals(packageOf(type).orElse(null)));
  }

  private static DescribedPredicate<JavaClass> areOursOutside(String name, List<String> used) {
    return DescribedPredicate.describe(
        "are in a package that " + name + " may not use",
        other ->
            packageOf(other)
                .filter(target -> !target.equals(name) && !used.contains(target))
                .isPresent());
  }

  /** The package under the root, as in {@code destination.mail}; empty for the root itself. */
  private static Optional<String> packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".")
        ? Optional.of(name.substring(ROOT.length() + 1))
        : Optional.empty();
  }

  @Test
  void everyPackageStandsInTheTableAndSaysWhatItDoes() {
    Set<String> packages =
        CODE.stream()
            .flatMap(type -> packageOf(type).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    packages.remove("web");
    assertThat(USES.keySet()).containsExactlyElementsOf(packages);
    for (String name : packages) {
      assertThat(Path.of("src/main/java/io/aftercall", name.replace('.', '/'), "package-info.java"))
          .exists();
    }
  }

  @Test
  void noPackagesUseEachOtherInACircle() {
    Set<String> done = new TreeSet<>();
    boolean more = true;
    while (more) {
      more =
          USES.entrySet().stream()
                  .filter(entry -> !done.contains(entry.getKey()))
                  .filter(
                      entry ->
                          entry.getValue().stream().allMatch(u -> u.isEmpty() || done.contains(u)))
                  .map(Map.Entry::getKey)
                  .toList()
                  .stream()
                  .filter(done::add)
                  .count()
              > 0;
    }
    assertThat(USES.keySet().stream().filter(name -> !done.contains(name))).isEmpty();
  }

  /** {@code mvn test -Dtest=ArchitectureTest -Ddiagram=write} brings it up to date. */
  @Test
  void theModuleDiagramIsThatOfTheTable() throws IOException {
    String text = Files.readString(DIAGRAM);
    Pattern block = Pattern.compile("(?s)(?<=<!-- modules -->\n).*?(?=<!-- /modules -->)");
    String wanted = block.matcher(text).replaceFirst(Matcher.quoteReplacement(mermaid()));
    if ("write".equals(System.getProperty("diagram"))) {
      Files.writeString(DIAGRAM, wanted);
      return;
    }
    assertThat(text).as("ARCHITECTURE.md: run with -Ddiagram=write").isEqualTo(wanted);
  }

  /** Arrows that follow from two others are left out. */
  private static String mermaid() {
    StringBuilder diagram = new StringBuilder("```mermaid\nflowchart TD\n");
    USES.forEach(
        (name, used) ->
            used.stream()
                .filter(target -> !target.isEmpty())
                .filter(
                    target ->
                        used.stream().noneMatch(via -> !via.equals(target) && reaches(via, target)))
                .forEach(
                    target ->
                        diagram
                            .append("  ")
                            .append(name)
                            .append(" --> ")
                            .append(target)
                            .append('\n')));
    return diagram.append("```\n").toString();
  }

  private static boolean reaches(String from, String to) {
    return USES.getOrDefault(from, List.of()).stream()
        .anyMatch(next -> next.equals(to) || !next.isEmpty() && reaches(next, to));
  }

  @Test
  void camelStaysWithTheRoutesAndProtocols() {
    stays(
        "org.apache.camel..",
        "camel",
        "camel.dev",
        "routing",
        "reload",
        "webhook.server",
        "destination",
        "destination.salesforce",
        "destination.mail",
        "destination.http",
        "destination.archive",
        "dryrun");
  }

  @Test
  void sqlStaysWithTheStores() {
    stays(
        "java.sql..",
        "backup",
        "cli",
        "store",
        "journal",
        "outbox",
        "person",
        "privacy",
        "bulk",
        "reload.history",
        "routing",
        "notification");
  }

  private static void stays(String library, String... names) {
    String[] packages = Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "..")
        .and()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CODE);
  }

  @Test
  void namesSaySomething() {
    classes().should().haveSimpleNameNotEndingWith("Impl").check(CODE);
    assertThat(
            CODE.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> SAYS_NOTHING.matcher(name).matches()))
        .isEmpty();
  }

  @Test
  void noTopLevelTypeNameExistsTwice() {
    Map<String, Long> counts =
        CODE.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    assertThat(counts.entrySet().stream().filter(entry -> entry.getValue() > 1)).isEmpty();
  }

  /** The product was once written in a language of its own; its words do not come back. */
  @Test
  void noTypeHasARetiredName() throws IOException {
    List<String> retired =
        Files.readAllLines(Path.of("src/test/resources/io/aftercall/retired-types.txt"));
    assertThat(CODE.stream().map(JavaClass::getSimpleName).filter(retired::contains)).isEmpty();
  }

  @Test
  void versionsStandInOnePlace() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(
            Pattern.compile("<dependency>.*?</dependency>", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .filter(text -> text.contains("<version>") && !text.contains("<version>${")))
        .as("a version belongs into the properties of pom.xml")
        .isEmpty();
  }

  @Test
  void filesStaySmall() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<String> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > MAX_LINES)
              .map(Path::toString)
              .toList();
      assertThat(tooLong)
          .as("files over %s lines: find the noun that is missing", MAX_LINES)
          .isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
