package io.aftercall.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.HealthCheck.Status;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is far ahead removes nothing until a person says that it is right. */
class ClockGuardTest extends PrivacyFixture {
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(400), null);

  @TempDir static Path folder;
  private ClockGuard guard;
  private Retention retention;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }

  @BeforeEach
  void begin() {
    guard = new ClockGuard(store, clock);
    retention =
        new Retention(
            store, SETTINGS, new LeaderLease(store, "retention", "a", clock), guard, clock);
  }

  /** Several rounds, as a service would turn them. */
  private void turn() {
    for (int i = 0; i < 30; i++) {
      retention.step();
    }
  }

  @Test
  void aClockThatJumpsAheadRemovesNothingEvenWhenCallsComeInMeanwhile() {
    done("max-1", MAX, DeliveryState.DELIVERED);
    turn();
    assertThat(guard.examine().grade()).isEqualTo(Status.GOOD);

    clock.pass(Duration.ofDays(401));
    turn();
    done("eva-1", EVA, DeliveryState.DELIVERED);
    turn();
    assertThat(rows("event")).isEqualTo(2);
    assertThat(rows("event_body")).isEqualTo(2);
    assertThat(guard.examine())
        .satisfies(
            finding -> {
              assertThat(finding.grade()).isEqualTo(Status.BAD);
              assertThat(finding.says()).contains("401 days", "confirm-clock");
            });

    assertThat(guard.confirm("anna", "it was off for a year").ahead().toDays()).isEqualTo(401);
    turn();
    assertThat(rows("event")).isEqualTo(1);
    assertThat(guard.examine().grade()).isEqualTo(Status.GOOD);
  }

  @Test
  void filesStayToo() {
    guard.mayRemove();
    FileRetention files =
        new FileRetention(store, List.of(this), Duration.ofDays(90), guard, clock);
    clock.pass(Duration.ofDays(91));
    // It would ask this fixture for its events, which fails.
    assertThat(files.step()).isEqualTo(Retention.REST);
    assertThat(files.isFailing()).isFalse();
  }

  @Test
  void timeThatPassesInSmallStepsIsBelieved() {
    done("max-1", MAX, DeliveryState.DELIVERED);
    for (int day = 0; day < 402; day++) {
      clock.pass(Duration.ofDays(1));
      turn();
    }
    assertThat(rows("event")).isZero();
  }

  @Test
  void aDatabaseWithoutAMarkIsJudgedByItsNewestCall() {
    done("max-1", MAX, DeliveryState.DELIVERED);
    clock.pass(Duration.ofDays(3));
    assertThat(guard.read().isBelieved()).isFalse();
    assertThat(guard.mayRemove()).isFalse();
  }

  @Test
  void aClockThatWasSetBackIsBelievedAndDoesNotWidenWhatIs() {
    guard.mayRemove();
    clock.pass(Duration.ofDays(-400));
    assertThat(guard.mayRemove()).isTrue();
    clock.pass(Duration.ofDays(400));
    assertThat(guard.mayRemove()).isFalse();
  }
}
