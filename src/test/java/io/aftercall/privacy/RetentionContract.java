package io.aftercall.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.destination.LocalCallFiles;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is old goes by itself, in the order of the settings; what needs a person stays. */
abstract class RetentionContract extends PrivacyFixture {
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(400), null);

  private Retention retention(String node) {
    return new Retention(
        store, SETTINGS, new LeaderLease(store, "retention", node, clock), guard(), clock);
  }

  private ClockGuard guard() {
    return new ClockGuard(store, clock);
  }

  /** Turns it until a round is over. */
  private static Retention round(Retention retention) {
    int steps = 0;
    while (!retention.step().equals(Retention.REST)) {
      assertThat(++steps).isLessThan(200);
    }
    return retention;
  }

  private void days(int days) {
    clock.pass(Duration.ofDays(days));
    guard().confirm("anna", "a test passes the time");
  }

  @Test
  void bytesTriesAndCallsGoOneAfterTheOther() {
    done("max-1", MAX, DeliveryState.DELIVERED);
    decided("max-2", MAX, EventState.IGNORED);
    days(29);
    String late = done("eva-1", EVA, DeliveryState.DELIVERED);
    Retention retention = round(retention("a"));
    assertThat(rows("event_body")).isEqualTo(3);

    days(2);
    round(retention);
    assertThat(rows("event_body")).isEqualTo(1);
    assertThat(journal.bodies(List.of(late))).hasSize(1);
    assertThat(rows("attempt")).isEqualTo(2);
    assertThat(retention.removed(RetentionClass.BODIES)).isEqualTo(2);

    days(60);
    round(retention);
    assertThat(rows("attempt")).isEqualTo(1);
    assertThat(rows("event")).isEqualTo(3);
    assertThat(rows("delivery")).isEqualTo(2);
    assertThat(rows("written")).isEqualTo(2);

    days(310);
    round(retention);
    assertThat(events.find(EventFilter.all())).extracting("id").containsExactly(late);
    assertThat(rows("delivery")).isEqualTo(1);
    assertThat(rows("written")).isEqualTo(1);
    assertThat(everything()).doesNotContain(MAX);
    assertThat(retention.removed(RetentionClass.CALLS)).isEqualTo(2);
    assertThat(retention.lastRound()).isEqualTo(clock.instant());
  }

  @Test
  void whatNeedsAPersonIsKeptUntilItIsResolved() {
    String refused = done("max-1", MAX, DeliveryState.REJECTED);
    done("max-2", MAX, DeliveryState.FAILED);
    decided("max-3", MAX, EventState.HELD);
    riddle("nobody knows");
    decided("max-4", MAX, EventState.ROUTED);
    append("max-5", "not decided yet");
    days(500);
    Retention retention = round(retention("a"));
    assertThat(rows("event")).isEqualTo(6);
    assertThat(rows("event_body")).isEqualTo(6);
    assertThat(rows("attempt")).isEqualTo(2);

    discard(DeliveryFilter.all().ofCall("max-1"), "done");
    round(retention);
    assertThat(events.get(refused)).isEmpty();
    assertThat(rows("event")).isEqualTo(5);
    assertThat(rows("attempt")).isEqualTo(1);
    assertThat(rows("change")).isZero();
  }

  /** Files of calls. */
  private static final class Files implements LocalCallFiles {
    private final Set<String> held = new TreeSet<>();
    private boolean locked;

    @Override
    public int forget(Collection<String> eventIds) throws IOException {
      if (locked) {
        throw new IOException("nobody may delete here");
      }
      int before = held.size();
      held.removeAll(eventIds);
      return before - held.size();
    }

    @Override
    public Set<String> events() {
      return Set.copyOf(held);
    }
  }

  @Test
  void filesGoInTheirTimeButNotThoseOfWhatNeedsAPerson() {
    Files files = new Files();
    files.held.add("00000000000000000000000000");
    String delivered = done("max-1", MAX, DeliveryState.DELIVERED);
    String dead = done("max-2", MAX, DeliveryState.FAILED);
    files.held.addAll(List.of(delivered, dead));
    FileRetention retention =
        new FileRetention(store, List.of(files), Duration.ofDays(90), guard(), clock);
    days(89);
    retention.step();
    assertThat(files.held).as("but those of nobody").containsExactly(delivered, dead);

    days(2);
    files.locked = true;
    retention.step();
    assertThat(retention.isFailing()).isTrue();
    files.locked = false;
    retention.step();
    assertThat(retention.isFailing()).isFalse();
    assertThat(files.held).containsExactly(dead);

    discard(DeliveryFilter.all().ofCall("max-2"), "done");
    retention.step();
    assertThat(files.held).isEmpty();
    assertThat(retention.removed()).isEqualTo(3);
  }

  /** A registry lets go of what nobody else holds, and counts nothing from then on. */
  @Test
  void isStillCountedAfterALongTime() throws Exception {
    Retention retention = retention("a");
    FileRetention files =
        new FileRetention(store, List.of(), SETTINGS.recordings(), guard(), clock);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    RetentionService desk = new RetentionService(retention, files, registry, new WorkerRegistry());
    while (retention.lastRound() == null) {
      Thread.sleep(5);
    }
    System.gc();
    done("max-1", MAX, DeliveryState.DELIVERED);
    days(31);
    round(retention);
    assertThat(registry.get("aftercall.retention.removed").tag("class", "bodies").functionCounter())
        .extracting(FunctionCounter::count)
        .isEqualTo(1.0);
    desk.close();
  }

  @Test
  void aRecordingIsKeptAsLongAsItsCallAndNeverLonger() {
    assertThat(SETTINGS.recordings()).isEqualTo(SETTINGS.calls());
    assertThat(SETTINGS.isInOrder()).isTrue();
    Duration longer = SETTINGS.calls().plusDays(1);
    assertThat(
            new RetentionSettings(SETTINGS.bodies(), SETTINGS.attempts(), SETTINGS.calls(), longer)
                .isInOrder())
        .isFalse();
  }

  /** Every call that is counted stands in a state, and every delivery belongs to a call. */
  @Test
  void theAccountStaysRightWhileItShrinks() {
    for (int i = 0; i < 60; i++) {
      done("c-" + i, "+4930" + (1_000_000 + i), end(i));
    }
    days(401);
    Retention retention = retention("a");
    Duration rest;
    do {
      rest = retention.step();
      long held = events.counts(java.time.Instant.EPOCH).values().stream().mapToLong(n -> n).sum();
      assertThat(held).isEqualTo(rows("event"));
      assertThat(orphans()).isZero();
    } while (!rest.equals(Retention.REST));
    assertThat(rows("event")).isEqualTo(20);
    assertThat(deliveries.count(DeliveryFilter.all().in(DeliveryState.REJECTED))).isEqualTo(20);
  }

  private static DeliveryState end(int number) {
    return number % 3 == 0 ? DeliveryState.REJECTED : DeliveryState.DELIVERED;
  }

  private long orphans() {
    return store.read(
        db ->
            db.sql("select count(*) from delivery where event_id not in (select id from event)")
                .query(Long.class)
                .single());
  }

  @Test
  void aCallWhoseBytesAreGoneIsNotRoutedAgain() {
    String id = done("max-1", MAX, DeliveryState.DELIVERED);
    days(31);
    round(retention("a"));
    assertThat(reopen(EventFilter.all())).isZero();
    assertThat(events.get(id).orElseThrow().state()).isEqualTo(EventState.ROUTED);
  }

  @Test
  void oneNodeDoesItAndAnotherTakesOverWhenThatIsGone() {
    done("max-1", MAX, DeliveryState.DELIVERED);
    Retention first = retention("a");
    Retention second = retention("b");
    days(31);
    round(first);
    done("max-2", MAX, DeliveryState.DELIVERED);

    second.step();
    second.step();
    assertThat(second.lastRound()).isNull();

    first.stop();
    assertThat(retention("c").step()).isLessThan(Duration.ofMinutes(1));
    assertThat(second.step()).isEqualTo(Duration.ofMinutes(1));

    days(31);
    round(second);
    assertThat(rows("event_body")).isZero();
    assertThat(second.removed(RetentionClass.BODIES)).isEqualTo(1);
    first.step();
    assertThat(first.removed(RetentionClass.BODIES)).isEqualTo(1);
  }
}
