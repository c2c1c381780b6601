package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceWatchTest {
  private static final String NOTE = "config/mappings/note.yaml";

  @TempDir Path home;

  /** An hour from now, so that what is written now was written long ago. */
  private Instant now = Instant.now().plus(Duration.ofHours(1));

  private WorkspaceWatch watch;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(home.resolve(NOTE).getParent());
    Files.writeString(home.resolve(NOTE), "fields: { A: .id }");
    watch = new WorkspaceWatch(home, () -> now);
    watch.look();
  }

  @Test
  void aFolderNobodyTouchesIsReadOnce() {
    for (int i = 0; i < 100; i++) {
      assertThat(watch.look().text(NOTE)).contains("fields: { A: .id }");
    }
    assertThat(watch.readings()).isEqualTo(1);
  }

  @Test
  void aFileThatBecomesLongerIsRead() throws IOException {
    Files.writeString(home.resolve(NOTE), "fields: { A: .id, B: .kind }");

    assertThat(watch.look().text(NOTE)).contains("fields: { A: .id, B: .kind }");
  }

  /**
   * As an editor saves: another file of the same length in its place, with the times of the old.
   */
  @Test
  void aFileOfTheSameLengthAndTimeIsRead() throws IOException {
    Path other = home.resolve("other");
    Files.writeString(other, "fields: { A: .to }");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(home.resolve(NOTE)));
    Files.move(other, home.resolve(NOTE), StandardCopyOption.REPLACE_EXISTING);

    assertThat(watch.look().text(NOTE)).contains("fields: { A: .to }");
  }

  @Test
  void aFileThatComesOrGoesIsNoticed() throws IOException {
    Files.writeString(home.resolve("config/mappings/more.yaml"), "fields: { A: .id }");
    assertThat(watch.look().files()).hasSize(2);

    Files.delete(home.resolve(NOTE));
    assertThat(watch.look().files()).hasSize(1);
  }

  @Test
  void aFileJustWrittenIsReadAtEveryLook() throws IOException {
    WorkspaceWatch ofNow = new WorkspaceWatch(home, InstantSource.fixed(Instant.now()));
    Files.writeString(home.resolve(NOTE), "fields: { A: .to }");

    ofNow.look();
    ofNow.look();

    assertThat(ofNow.readings()).isEqualTo(2);
  }

  @Test
  void everyMinuteTheFilesAreReadAllTheSame() {
    now = now.plus(Duration.ofMinutes(1));
    watch.look();
    assertThat(watch.readings()).isEqualTo(2);
  }
}
