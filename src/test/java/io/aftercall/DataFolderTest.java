package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aftercall.ops.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.mock.env.MockEnvironment;

class DataFolderTest {
  @TempDir Path folder;

  private void begin(Path data) {
    MockEnvironment settings =
        new MockEnvironment().withProperty("aftercall.data", data.toString());
    new DataFolder()
        .onApplicationEvent(
            new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(), new SpringApplication(), new String[0], settings));
  }

  @Test
  void isMadeForTheServicesUserAloneAndHasAFolderForLibraries() throws Exception {
    Path data = folder.resolve("data");
    begin(data);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(data.resolve("tmp/p" + ProcessHandle.current().pid())).isDirectory();
  }

  @Test
  void oneThatCannotBeMadeIsToldInPlainWords() throws Exception {
    Path file = Files.createFile(folder.resolve("a-file"));
    StartFailure failure =
        StartFailure.of(catchThrowable(() -> begin(file.resolve("data")))).orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message()).contains("aftercall.data", "a-file/data");
  }
}
