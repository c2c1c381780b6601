package io.aftercall.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsMadeIsForTheOwnUserOnly() throws Exception {
    Path data = PrivateFiles.folder(folder.resolve("a/data"));
    Path file = PrivateFiles.file(data.resolve("users"));
    assertThat(mode(data)).isEqualTo("rwx------");
    assertThat(mode(data.getParent())).isEqualTo("rwx------");
    assertThat(mode(file)).isEqualTo("rw-------");
    Files.writeString(file, "kept");
    assertThat(PrivateFiles.file(file)).hasContent("kept");
    assertThat(PrivateFiles.open(data)).isEmpty();
  }

  @Test
  void whatOthersMayReadIsNamedAndCanBeClosed() throws Exception {
    Path data = PrivateFiles.folder(folder.resolve("data"));
    Path file = Files.createFile(data.resolve("aftercall.db"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(PrivateFiles.open(data)).containsExactly(file + " rw-r-----");
    PrivateFiles.close(file);
    assertThat(PrivateFiles.open(data)).isEmpty();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(PrivateFiles.open(data)).containsExactly(data + " rwxr-xr-x");
    PrivateFiles.closeOwn(data);
    assertThat(mode(data)).isEqualTo("rwx------");
  }

  @Test
  void theFolderOthersWorkInStaysAsItIs() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    String before = mode(here);
    PrivateFiles.closeOwn(here);
    assertThat(mode(here)).isEqualTo(before);
  }

  @Test
  void whatADeadProcessUnpackedIsSweptAndWhatALivingOneDidStays() throws Exception {
    Path tmp = Files.createDirectories(folder.resolve("data/tmp"));
    Files.writeString(tmp.resolve("sqlite-3-libsqlitejdbc.so"), "loose");
    Process gone = new ProcessBuilder("true").start();
    assertThat(gone.waitFor()).isZero();
    Path dead = Files.createDirectories(tmp.resolve("p" + gone.pid() + "/vertx-cache"));
    Files.writeString(dead.resolve("x"), "x");
    Path alive =
        Files.createDirectories(
            tmp.resolve("p" + ProcessHandle.current().parent().orElseThrow().pid()));

    Path ours = TemporaryFiles.prepare(folder.resolve("data"));

    assertThat(tmp).isDirectoryContaining(alive::equals).isDirectoryContaining(ours::equals);
    assertThat(Files.list(tmp)).containsExactlyInAnyOrder(alive, ours);
    assertThat(mode(ours)).isEqualTo("rwx------");
    assertThat(mode(tmp)).isEqualTo("rwx------");
    assertThat(System.getProperty("org.sqlite.tmpdir")).isNotNull();
  }
}
