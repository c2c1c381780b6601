package io.aftercall.destination.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.destination.Outcome;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings arrive once and whole, also when the server breaks off. */
class ArchiveRecordingTest extends ArchiveStage {
  @Test
  void aRecordingIsFetchedOnceAsItIs() throws Exception {
    answers(SOUND, SOUND.length);

    assertThat(fetch()).isEqualTo(Outcome.Delivered.as("sha256:" + sha256(SOUND)));
    assertArchived(SOUND);
    assertThat(server.heads().get(0))
        .startsWith("GET /call.mp3?expires=1 HTTP/1.1")
        .doesNotContain("Accept-Encoding", "Cookie", "Authorization");

    assertThat(fetch()).isEqualTo(Outcome.Delivered.as("sha256:" + sha256(SOUND)));
    assertThat(server.heads()).as("it is there already").hasSize(1);
  }

  @Test
  void whatBrokeOffIsGoneOnWith() throws Exception {
    answers(SOUND, 700_000);
    assertThat(fetch()).isInstanceOf(Outcome.Retry.class);
    assertThat(folder.resolve(NAME)).doesNotExist();

    int from = (int) Files.size(parts().get(0));
    assertThat(from).isBetween(600_000, 700_000);
    server.next(
        """
        HTTP/1.1 206 Partial Content
        Content-Type: audio/mpeg
        Content-Range: bytes %d-%d/%d
        Content-Length: %d\
        """
            .formatted(from, SOUND.length - 1, SOUND.length, SOUND.length - from),
        Arrays.copyOfRange(SOUND, from, SOUND.length));
    assertThat(fetch()).isInstanceOf(Outcome.Delivered.class);
    assertArchived(SOUND);
    assertThat(server.heads().get(1)).contains("Range: bytes=" + from + "-", "If-Range: \"v1\"");
  }

  @Test
  void whatIsAnotherNowIsFetchedFromTheBeginning() throws Exception {
    answers(SOUND, 700_000);
    fetch();
    byte[] other = sound(900_000, 2);
    answers(other, other.length);

    assertThat(fetch()).isInstanceOf(Outcome.Delivered.class);
    assertArchived(other);
  }

  @Test
  void aRestThatWasNotAskedForIsNotTaken() throws Exception {
    answers(SOUND, 700_000);
    fetch();
    server.next(
        "HTTP/1.1 206 Partial Content\nContent-Type: audio/mpeg\nContent-Range: bytes 9-11/12"
            + "\nContent-Length: 3",
        new byte[3]);
    assertThat(fetch()).isInstanceOf(Outcome.Retry.class);

    answers(SOUND, SOUND.length);
    assertThat(fetch()).isInstanceOf(Outcome.Delivered.class);
    assertArchived(SOUND);
  }

  @Test
  void whatBelongsToACallGoesWithIt() throws Exception {
    assertThat(steps.missing(STEP)).isEmpty();
    answers(SOUND, SOUND.length);
    fetch();
    assertThat(archives.forget(List.of("e2"))).as("another call's").isZero();
    assertThat(folder.resolve(NAME)).exists();

    assertThat(archives.forget(List.of("e1", "e2"))).isEqualTo(1);
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(folder.resolve(NAME + ".sha256")).doesNotExist();
    assertThat(folder.resolve(".calls")).isEmptyDirectory();

    answers(SOUND, 700_000);
    assertThat(fetch().reason()).contains("broke off");
    assertThat(parts()).isNotEmpty();
    assertThat(archives.forget(List.of("e1"))).isPositive();
    assertThat(parts()).isEmpty();
  }

  @Test
  void saysWhatItHoldsAndNothingStrangeKeepsTheRestFromGoing() throws Exception {
    assertThat(archives.events()).isEmpty();
    answers(SOUND, SOUND.length);
    fetch();
    for (String strange : List.of(".nfs0001", ".DS_Store", "._x", "e0", "e2")) {
      Files.createFile(folder.resolve(".calls").resolve(strange));
    }
    Files.writeString(folder.resolve(".calls/e0"), "a-folder");
    Files.createDirectories(folder.resolve("a-folder/is-full"));
    assertThat(archives.events()).containsExactly("e0", "e1", "e2");

    assertThatThrownBy(() -> archives.forget(archives.events()))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThat(archives.events()).as("all others have gone").containsExactly("e0");
    assertThat(folder.resolve(NAME).getParent()).as("and their empty folders").doesNotExist();

    answers(SOUND, 700_000);
    fetch();
    assertThat(archives.events()).as("what has come so far of a recording").contains("e1");
  }

  @Test
  void withoutAMarkOfTheContentItBeginsAnew() throws Exception {
    String head = "HTTP/1.1 200 OK\nContent-Type: audio/mpeg\nContent-Length: " + SOUND.length;
    server.next(head, Arrays.copyOf(SOUND, 700_000));
    assertThat(fetch()).isInstanceOf(Outcome.Retry.class);
    server.next(head, SOUND);

    assertThat(fetch()).isInstanceOf(Outcome.Delivered.class);
    assertThat(server.heads().get(1)).doesNotContain("Range");
    assertArchived(SOUND);
  }
}
