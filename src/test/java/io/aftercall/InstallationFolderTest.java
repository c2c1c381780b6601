package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercall.ops.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start in the wrong folder ends with a sentence, for an empty set passes every check. */
class InstallationFolderTest {
  @TempDir Path home;

  private StartFailure failure() {
    return StartFailure.of(catchThrowable(() -> InstallationFolder.check(home))).orElseThrow();
  }

  @Test
  void anEmptyFolderIsRefusedWithItsName() {
    assertThat(failure().exit()).isEqualTo(78);
    assertThat(failure().message())
        .contains(home.toString(), "no config/ and no routes/", "--aftercall.home");
  }

  @Test
  void foldersWithoutFilesAreNoRules() throws Exception {
    Files.createDirectories(home.resolve("config/sources"));
    Files.createDirectories(home.resolve("routes/receive"));
    assertThat(failure().exit()).isEqualTo(78);
    Files.writeString(home.resolve("config/sources/a.yaml"), "");
    assertThat(failure().message()).contains("no route under routes/");
    Files.writeString(home.resolve("routes/receive/a.camel.yaml"), "");
    assertThatCode(() -> InstallationFolder.check(home)).doesNotThrowAnyException();
  }

  @Test
  void theShippedFolderIsOne() {
    assertThatCode(() -> InstallationFolder.check(Path.of("."))).doesNotThrowAnyException();
  }

  @Test
  void aNodeIsCalledAsItsMachine() throws Exception {
    Path kernel = Files.writeString(home.resolve("hostname"), "crm-2\n");
    assertThat(MachineName.of(kernel)).isEqualTo("crm-2");
    assertThat(MachineName.of(home.resolve("none"))).isNotBlank();
  }
}
