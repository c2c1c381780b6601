package io.aftercall.reload.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercall.config.Workspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileDiffsTest {
  private static final Workspace BEFORE =
      Workspace.of(
          Map.of(
              "config/mappings/a.yaml", "one\ntwo\nthree\n",
              "config/mappings/gone.yaml", "gone\n",
              "config/mappings/same.yaml", "same\n",
              "config/application.yaml", "server: 1\n"));

  private static FileDiffs.FileDifference only(Workspace after, String path) {
    return FileDiffs.between(BEFORE, after).files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingDiffersFromItself() {
    assertThat(FileDiffs.between(BEFORE, BEFORE).files()).isEmpty();
  }

  @Test
  void changedAddedAndRemovedAreToldAsUnifiedDiff() {
    Workspace after =
        BEFORE
            .with("config/mappings/a.yaml", "one\n2\nthree\n")
            .with("routes/decide/new.camel.yaml", "- route:\n")
            .without(List.of("config/mappings/gone.yaml"));

    assertThat(FileDiffs.between(BEFORE, after).files())
        .extracting(FileDiffs.FileDifference::path, FileDiffs.FileDifference::kind)
        .containsExactly(
            tuple("config/mappings/a.yaml", FileDiffs.Kind.CHANGED),
            tuple("config/mappings/gone.yaml", FileDiffs.Kind.REMOVED),
            tuple("routes/decide/new.camel.yaml", FileDiffs.Kind.ADDED));
    FileDiffs.FileDifference changed = only(after, "config/mappings/a.yaml");
    assertThat(changed.unified())
        .isEqualTo(
            """
            --- a/config/mappings/a.yaml
            +++ b/config/mappings/a.yaml
            @@ -1,3 +1,3 @@
             one
            -two
            +2
             three
            """);
    assertThat(changed.added()).isEqualTo(1);
    assertThat(changed.removed()).isEqualTo(1);
    assertThat(only(after, "routes/decide/new.camel.yaml").unified())
        .startsWith("--- /dev/null\n+++ b/routes")
        .contains("+- route:");
    assertThat(only(after, "config/mappings/gone.yaml").unified())
        .contains("+++ /dev/null", "-gone");
  }

  @Test
  void settingsDoNotCount() {
    assertThat(FileDiffs.between(BEFORE, BEFORE.with("config/application.yaml", "x: 2")).files())
        .isEmpty();
  }

  @Test
  void aFileThatDiffersInItsEndOnlyIsTold() {
    Workspace after = BEFORE.with("config/mappings/same.yaml", "same");
    assertThat(only(after, "config/mappings/same.yaml").lines()).isEmpty();
  }
}
