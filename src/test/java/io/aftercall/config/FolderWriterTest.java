package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWriterTest {
  private static final String LEAD = "config/mappings/lead.yaml";
  private static final String OLD = "config/mappings/old.yaml";
  private static final String SETTINGS = "config/application.yaml";

  @TempDir Path home;

  @BeforeEach
  void files() throws IOException {
    write(LEAD, "new lead");
    write(OLD, "old");
    write(SETTINGS, "server: here");
    write("config/README.md", "not ours");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), text);
  }

  @Test
  void onlyWhatDiffersIsWrittenAndNothingButRulesIsTouched() throws IOException {
    Workspace wanted =
        Workspace.of(
            Map.of(
                LEAD, "kept lead", "routes/decide/a.camel.yaml", "- a", SETTINGS, "server: there"));
    List<String> changed = new FolderWriter(home).write(Workspace.read(home), wanted);

    assertThat(changed).containsExactly(LEAD, OLD, "routes/decide/a.camel.yaml");
    assertThat(Workspace.read(home).rules()).isEqualTo(wanted.rules());
    assertThat(home.resolve(SETTINGS)).hasContent("server: here");
    assertThat(home.resolve("config/README.md")).hasContent("not ours");
    assertThat(new FolderWriter(home).write(Workspace.read(home), wanted)).isEmpty();
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void aLinkStaysOneAndRightsStay() throws IOException {
    Path elsewhere = home.resolve("elsewhere.yaml");
    Files.writeString(elsewhere, "new lead");
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r-----"));
    Files.delete(home.resolve(LEAD));
    Files.createSymbolicLink(home.resolve(LEAD), elsewhere);

    new FolderWriter(home).write(Workspace.read(home), Workspace.of(Map.of(LEAD, "kept lead")));

    assertThat(Files.isSymbolicLink(home.resolve(LEAD))).isTrue();
    assertThat(elsewhere).hasContent("kept lead");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
        .isEqualTo("rw-r-----");
  }

  /** A file where a folder belongs stands for whatever keeps a folder from being written. */
  @Test
  void whereAFolderCannotBeWrittenNothingIsChanged() throws IOException {
    Files.writeString(home.resolve("routes"), "in the way");
    Workspace there = Workspace.read(home);
    Workspace wanted = Workspace.of(Map.of(LEAD, "kept lead", "routes/decide/a.camel.yaml", "- a"));

    assertThatThrownBy(() -> new FolderWriter(home).write(there, wanted))
        .isInstanceOf(IOException.class);
    assertThat(home.resolve(LEAD)).hasContent("new lead");
    assertThat(home.resolve(OLD)).exists();
  }

  @Test
  void whatIsLaidAsideIsReadByNobody() throws IOException {
    new FolderWriter(home).setAside(OLD);

    assertThat(home.resolve(OLD + ".bak")).hasContent("old");
    assertThat(Workspace.read(home).files()).containsOnlyKeys(LEAD, OLD, SETTINGS);
  }
}
