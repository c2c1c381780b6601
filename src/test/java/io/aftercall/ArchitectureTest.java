package io.aftercall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: which room may know which, and what every file keeps to. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("aftercall");

  /** Room → the rooms it may import. What is not named here imports no other room. */
  private static final Map<String, List<String>> DOORS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("store", List.of()),
              Map.entry("call", List.of()),
              Map.entry("config", List.of("call")),
              Map.entry("mapping", List.of("config", "call")),
              // Kept sets are Workspaces, and they lie in the store.
              Map.entry("versions", List.of("config", "store")),
              Map.entry("journal", List.of("store")),
              Map.entry("outbox", List.of("store")),
              Map.entry("intake", List.of("config", "call", "journal", "store")),
              Map.entry("delivery", List.of("outbox", "store")),
              Map.entry(
                  "route",
                  List.of(
                      "config",
                      "call",
                      "mapping",
                      "intake",
                      "journal",
                      "outbox",
                      "delivery",
                      "store",
                      "versions")),
              Map.entry("orders", List.of("store", "journal", "outbox", "delivery")),
              Map.entry("access", List.of()),
              Map.entry(
                  "platform",
                  List.of("config", "call", "intake", "journal", "route", "delivery", "store")),
              Map.entry("salesforce", List.of("config", "delivery")),
              Map.entry("mail", List.of("config", "delivery")),
              Map.entry("http", List.of("config", "delivery")),
              Map.entry(
                  "check", List.of("config", "call", "mapping", "route", "salesforce", "mail")),
              Map.entry(
                  "upkeep", List.of("store", "journal", "outbox", "config", "route", "delivery")),
              Map.entry(
                  "console",
                  List.of(
                      "store",
                      "call",
                      "mapping",
                      "journal",
                      "outbox",
                      "delivery",
                      "route",
                      "check",
                      "config",
                      "orders",
                      "access",
                      "platform",
                      "upkeep",
                      "versions")),
              Map.entry("cli", List.of("config", "call", "check", "mapping", "route"))));

  private static final Pattern SAYS_NOTHING =
      Pattern.compile(".*(Utils?|Helper|Manager|Impl|Processor)");

  @Test
  void roomsKnowOnlyTheRoomsTheyMay() {
    DOORS.forEach(
        (room, known) ->
            noClasses()
                .that()
                .resideInAPackage("aftercall." + room + "..")
                .should()
                .dependOnClassesThat(inRoomsBut(room, known))
                .allowEmptyShould(true)
                .check(CODE));
  }

  private static DescribedPredicate<JavaClass> inRoomsBut(String room, List<String> known) {
    return DescribedPredicate.describe(
        "are in a room that " + room + " may not know",
        other -> {
          String[] parts = other.getPackageName().split("\\.");
          return parts.length > 1
              && parts[0].equals("aftercall")
              && !parts[1].equals(room)
              && !known.contains(parts[1]);
        });
  }

  @Test
  void everyRoomHasItsDoorsWrittenDown() {
    List<String> rooms =
        CODE.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("aftercall."))
            .map(name -> name.split("\\.")[1])
            .distinct()
            .toList();
    assertThat(DOORS.keySet()).containsAll(rooms);
    for (String room : rooms) {
      assertThat(Path.of("src/main/java/io/aftercall", room, "package-info.java")).exists();
    }
  }

  @Test
  void camelStaysWithTheMovers() {
    stays("org.apache.camel..", "route", "salesforce", "mail", "http", "cli");
  }

  @Test
  void sqlStaysWithTheStores() {
    stays("java.sql..", "store", "journal", "outbox", "orders", "versions", "upkeep", "route");
  }

  private static void stays(String library, String... rooms) {
    String[] packages =
        Arrays.stream(rooms).map(r -> "aftercall." + r + "..").toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("aftercall..")
            .and()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library);
    rule.check(CODE);
  }

  @Test
  void namesSaySomething() {
    classes().should().haveSimpleNameNotEndingWith("Impl").check(CODE);
    assertThat(
            CODE.stream()
                .map(JavaClass::getSimpleName)
                .filter(n -> SAYS_NOTHING.matcher(n).matches()))
        .isEmpty();
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
      List<String> long_ =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > 250)
              .map(Path::toString)
              .toList();
      assertThat(long_).as("files over 250 lines: find the noun that is missing").isEmpty();
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
