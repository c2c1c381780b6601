package aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.delivery.Leftovers;
import aftercall.store.TestClock;
import aftercall.store.Ulids;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileRetentionTest {
  private final TestClock clock = new TestClock();
  private final String came = new Ulids(clock).next();
  private final Folder folder = new Folder();
  private final FileRetention retention =
      new FileRetention(List.of(folder), Duration.ofDays(90), clock);

  /** Holds one file until it is told to let go of it. */
  private final class Folder implements Leftovers {
    private boolean held = true;
    private boolean readable = true;

    @Override
    public int forget(Collection<String> eventIds) {
      throw new AssertionError("nobody asked for somebody");
    }

    @Override
    public int forgetBefore(String eventId) throws IOException {
      if (!readable) {
        throw new IOException("a name nobody may read");
      }
      boolean goes = held && came.compareTo(eventId) < 0;
      held &= !goes;
      return goes ? 1 : 0;
    }
  }

  private void wait(Duration time) {
    clock.pass(time);
    assertThat(retention.step()).isEqualTo(Retention.REST);
  }

  @Test
  void aFileGoesWhenItHasBeenKeptForSoLong() {
    wait(Duration.ofDays(90));
    assertThat(retention.removed()).isZero();

    wait(Duration.ofMillis(1));
    assertThat(retention.removed()).isEqualTo(1);
    wait(Duration.ofDays(1));
    assertThat(retention.removed()).isEqualTo(1);
  }

  @Test
  void aFolderThatCannotBeReadIsTriedAgain() {
    folder.readable = false;
    wait(Duration.ofDays(91));
    assertThat(retention.removed()).isZero();

    folder.readable = true;
    wait(Duration.ofMinutes(15));
    assertThat(retention.removed()).isEqualTo(1);
  }
}
