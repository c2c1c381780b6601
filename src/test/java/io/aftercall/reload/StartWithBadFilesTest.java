package io.aftercall.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that do not do at the start give way to the version that was active last. */
class StartWithBadFilesTest {
  private static final String NOTE = "config/mappings/note.yaml";
  private static final Workspace GOOD = Workspace.of(Map.of(NOTE, "fields:\n  Id: .id\n"));
  private static final Workspace UNUSABLE = Workspace.of(Map.of(NOTE, "fields: 7\n"));
  private static final Problem WRONG =
      Problem.at(SourceLocation.of("routes/decide/x.camel.yaml"), "route", "does not load", "");

  @TempDir Path home;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(home.resolve(NOTE).getParent());
  }

  private ActiveConfig start(String text, Workspace lastActive) throws IOException {
    Files.writeString(home.resolve(NOTE), text);
    return new ActiveConfig(home, name -> "set", () -> Optional.ofNullable(lastActive));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields: [[[[",
        "a: &a\n  <<: *a\n  b: 1",
        "fields:\n  A: '[range(1e9)'\n",
        "fields:\n  A: {from: .x, convert: nonsense}\n"
      })
  void whatCannotBeReadGivesWayToTheVersionActiveLast(String bad) throws IOException {
    ActiveConfig config = start(bad, GOOD);

    assertThat(config.get().hash()).isEqualTo(GOOD.hash());
    assertThat(config.get().mappings().find("note")).isPresent();
    ActiveConfig.RejectedEdit rejected = config.refusal().orElseThrow();
    assertThat(rejected.atStart()).isTrue();
    assertThat(rejected.problems()).isNotEmpty();
    assertThat(config.lastRefusal()).contains(rejected);
    assertThat(config.refusals()).isEqualTo(1);
  }

  @Test
  void aFileTooLargeToBeReadIsNotOverlooked() throws IOException {
    Path large = home.resolve("config/mappings/large.yaml");
    Files.writeString(large, "#".repeat(2 << 20));
    ActiveConfig config = start(GOOD.text(NOTE).orElseThrow(), GOOD);

    assertThat(config.refusal().orElseThrow().problems())
        .anySatisfy(problem -> assertThat(problem.place().file()).endsWith("large.yaml"));
    Files.delete(large);
    config.poll(null);
    assertThat(config.refusal()).isEmpty();
  }

  @Test
  void whatIsWrongAsAWholeDoesSoToo() throws IOException {
    ActiveConfig config = start("fields:\n  Id: .kind\n", GOOD);
    config.validateAtStart(
        (workspace, rules) -> workspace.hash().equals(GOOD.hash()) ? List.of() : List.of(WRONG));

    assertThat(config.get().hash()).isEqualTo(GOOD.hash());
    assertThat(config.refusal().orElseThrow().problems()).containsExactly(WRONG);
  }

  @Test
  void withoutAVersionThatDoesTheStartEndsWithTheProblemsOfTheFiles() {
    for (Workspace last : new Workspace[] {null, UNUSABLE}) {
      assertThatThrownBy(() -> start("fields: [[[[", last))
          .isInstanceOfSatisfying(
              InvalidConfigException.class,
              e -> assertThat(e.problems().get(0).place().file()).isEqualTo(NOTE));
    }
    assertThatThrownBy(
            () ->
                start("fields:\n  Id: .kind\n", GOOD)
                    .validateAtStart((workspace, rules) -> List.of(WRONG)))
        .isInstanceOfSatisfying(
            InvalidConfigException.class, e -> assertThat(e.problems()).containsExactly(WRONG));
    assertThatThrownBy(
            () -> start("fields: [[[[", GOOD).validateAtStart((workspace, rules) -> List.of(WRONG)))
        .isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void goodFilesNeverAskForAVersion() throws IOException {
    Files.writeString(home.resolve(NOTE), GOOD.text(NOTE).orElseThrow());
    ActiveConfig config =
        new ActiveConfig(
            home,
            name -> "set",
            () -> {
              throw new AssertionError("asked");
            });
    config.validateAtStart((workspace, rules) -> List.of());
    assertThat(config.refusal()).isEmpty();
  }
}
