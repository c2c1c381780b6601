package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path home;

  @Test
  void readsTheKnownFoldersAndNothingElse() throws IOException {
    write("config/mappings/lead.yaml", "a");
    write("config/mappings/lead.test.yaml", "b");
    write("config/mappings/README.md", "notes");
    write("config/application.yaml", "spring");
    write("config/samples/one.json", "{}");
    write("routes/deliver/lead.camel.yaml", "c");
    write("routes/decide/post-call.test.yaml", "d");

    Workspace workspace = Workspace.read(home);

    assertThat(workspace.files().keySet())
        .containsExactly(
            "config/application.yaml",
            "config/mappings/lead.test.yaml",
            "config/mappings/lead.yaml",
            "config/samples/one.json",
            "routes/decide/post-call.test.yaml",
            "routes/deliver/lead.camel.yaml");
    assertThat(workspace.problems()).isEmpty();
    assertThat(workspace.in(WorkspaceFolder.MAPPINGS))
        .extracting(WorkspaceFile::name)
        .containsExactly("lead");
    assertThat(workspace.testsIn(WorkspaceFolder.MAPPINGS))
        .extracting(WorkspaceFile::name, WorkspaceFile::text)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("lead", "b"));
    assertThat(workspace.in(WorkspaceFolder.DECIDE)).isEmpty();
  }

  @Test
  void leavesOutWhatEditorsLeaveBehind() throws IOException {
    for (String name :
        new String[] {".x.yaml", "x.yaml~", ".x.yaml.swp", "x.yaml.tmp", "#x.yaml#"}) {
      write("config/mappings/" + name, "a");
    }

    assertThat(Workspace.read(home).files()).isEmpty();
    assertThat(Workspace.read(home).problems()).isEmpty();
  }

  @Test
  void aFileThatWasMeantToBeReadIsAProblem() throws IOException {
    write("config/mappings/lead.yml", "a");
    write("routes/decide/post-call.yaml", "a");

    assertThat(Workspace.read(home).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "config/mappings/lead.yml:1:1: file-name: this file is not read (its name must end"
                + " .test.yaml or .yaml)",
            "routes/decide/post-call.yaml:1:1: file-name: this file is not read (its name must end"
                + " .test.yaml or .camel.yaml)");
  }

  @Test
  void followsTheLinksOfMountedConfiguration() throws IOException {
    Path data = home.resolve("elsewhere/..2024");
    Files.createDirectories(data);
    Files.writeString(data.resolve("lead.yaml"), "a");
    Files.createDirectories(home.resolve("config/mappings"));
    Files.createSymbolicLink(home.resolve("config/mappings/..data"), data);
    Files.createSymbolicLink(
        home.resolve("config/mappings/lead.yaml"),
        home.resolve("config/mappings/..data/lead.yaml"));

    assertThat(Workspace.read(home).files()).isEqualTo(Map.of("config/mappings/lead.yaml", "a"));
  }

  @Test
  void whatIsNotTextIsAProblem() throws IOException {
    write("config/samples/good.json", "\uFEFF{}");
    Files.write(home.resolve("config/samples/bad.json"), new byte[] {'{', (byte) 0xC3, '}'});

    Workspace workspace = Workspace.read(home);

    assertThat(workspace.text("config/samples/good.json")).contains("{}");
    assertThat(workspace.problems())
        .extracting(Problem::message)
        .containsExactly("the file is not UTF-8 text");
  }

  @Test
  void theHashChangesWithEveryTextAndEveryName() {
    Workspace base = Workspace.of(Map.of("config/mappings/a.yaml", "x"));

    assertThat(base.version())
        .hasSize(12)
        .isEqualTo(base.with("config/mappings/a.yaml", "x").version());
    assertThat(base.hash())
        .hasSize(64)
        .isNotEqualTo(base.with("config/mappings/a.yaml", "y").hash())
        .isNotEqualTo(Workspace.of(Map.of("config/mappings/b.yaml", "x")).hash())
        .isNotEqualTo(base.with("config/mappings/b.yaml", "").hash());
  }

  private void write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
