package io.aftercall.notification;

import static io.aftercall.notification.Cause.Kind.FAILING;
import static io.aftercall.notification.Cause.Kind.NEEDS_ATTENTION;
import static io.aftercall.notification.Cause.Kind.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import io.aftercall.store.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People are told once, reminded, told when it is over, and never flooded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NotificationsContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<NotificationChannel.Notice> sent = new ArrayList<>();
  private final List<Cause> causes = new ArrayList<>();
  private TestClock clock;
  private Store store;
  private Outcome answer;
  private boolean databaseAway;

  abstract StoreSettings settings();

  @BeforeAll
  void open() {
    store = Databases.open(settings());
  }

  @AfterAll
  void close() {
    store.close();
  }

  @BeforeEach
  void empty() {
    store.write(transaction -> transaction.statement("delete from notice").executeUpdate());
    sent.clear();
    causes.clear();
    clock = new TestClock();
    answer = Outcome.Delivered.as("");
    databaseAway = false;
  }

  private final class Fake implements NotificationChannel {
    @Override
    public String name() {
      return "mail";
    }

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    public Outcome send(Notice notice) {
      if (answer instanceof Outcome.Delivered) {
        sent.add(notice);
      }
      return answer;
    }
  }

  private Notifications node(NotifySettings settings, boolean leads) {
    Announcer announcer = new Announcer(List.of(new Fake()), new SimpleMeterRegistry(), false);
    NoticeText words = new NoticeText("node-1", "https://calls.example", ZoneId.of("UTC"));
    return new Notifications(settings, announcer, words, new NoticeLog(store), () -> leads, clock);
  }

  private Notifications node() {
    return node(Settings.of("", "5m", "24h"), true);
  }

  private void rounds(Notifications node, Duration span) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(span) < 0;
        passed = passed.plus(MINUTE)) {
      node.step(() -> databaseAway ? Optional.empty() : Optional.of(List.copyOf(causes)));
      clock.pass(MINUTE);
    }
  }

  private Cause paused(String destination) {
    return Cause.of(PAUSED, destination, "unavailable", 3, clock.instant());
  }

  @Test
  void aCauseThatLastsIsToldOnceAndRemindedAndItsEndIsTold() {
    Notifications node = node();
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofHours(1));

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).title())
        .isEqualTo("Aftercall: crm-http is paused (unavailable), 3 deliveries wait");
    assertThat(sent.get(0).text()).contains("https://calls.example/console/attention", "node-1");
    assertThat(node.told()).extracting(Notifications.Told::destination).containsExactly("crm-http");

    rounds(node, Duration.ofHours(24));
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).text()).startsWith("Still: crm-http is paused");
    assertThat(sent.get(1).id()).isNotEqualTo(sent.get(0).id());

    causes.clear();
    rounds(node, Duration.ofHours(1));
    assertThat(sent).hasSize(3);
    assertThat(sent.get(2).title()).isEqualTo("Aftercall: all clear");
    assertThat(sent.get(2).text()).startsWith("Over: crm-http is no longer paused (unavailable).");
    assertThat(node.told()).isEmpty();
    assertThat(new NoticeLog(store).all()).isEmpty();
  }

  @Test
  void whatLastsForAMomentIsNotTold() {
    Notifications node = node();
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofMinutes(3));
    causes.clear();
    rounds(node, Duration.ofHours(1));

    assertThat(sent).isEmpty();
    assertThat(new NoticeLog(store).all()).isEmpty();
  }

  /** A destination that comes and goes would send two messages each time. */
  @Test
  void whatComesAndGoesIsOneCause() {
    Notifications node = node();
    for (int i = 0; i < 60; i++) {
      causes.clear();
      if (i % 2 == 0) {
        causes.add(paused("crm-http"));
      }
      rounds(node, Duration.ofMinutes(2));
    }

    assertThat(sent).hasSize(1);
  }

  @Test
  void manyCausesAtOnceAreOneMessage() {
    Notifications node = node();
    for (int i = 0; i < 40; i++) {
      causes.add(paused("crm-" + i));
    }
    causes.add(Cause.of(NEEDS_ATTENTION, "", "quarantined", 1, clock.instant()));
    causes.add(Cause.of(FAILING, "team-chat", "every_attempt_fails", 0, clock.instant()));
    rounds(node, Duration.ofHours(2));

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).title()).endsWith("and 41 more");
    assertThat(sent.get(0).text())
        .contains("1 webhook is quarantined.", "Every attempt at team-chat fails,");
  }

  /** The worst case of a flood: a new cause each minute for an hour. */
  @Test
  void messagesAreApart() {
    Notifications node = node();
    for (int i = 0; i < 60; i++) {
      causes.add(paused("crm-" + i));
      rounds(node, MINUTE);
    }

    assertThat(sent).hasSizeLessThanOrEqualTo(12).isNotEmpty();
  }

  @Test
  void aGrowingNumberIsNoNewCause() {
    Notifications node = node();
    for (int i = 1; i < 100; i++) {
      causes.clear();
      causes.add(Cause.of(NEEDS_ATTENTION, "crm-http", "rejected", i, clock.instant()));
      rounds(node, MINUTE);
    }

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).text()).contains("deliveries to crm-http are rejected.");
  }

  @Test
  void aRestartTellsNothingTwiceAndForgetsNoEnd() {
    causes.add(paused("crm-http"));
    rounds(node(), Duration.ofMinutes(30));
    rounds(node(), Duration.ofMinutes(30));
    assertThat(sent).hasSize(1);

    causes.clear();
    rounds(node(), Duration.ofMinutes(3));
    rounds(node(), Duration.ofMinutes(30));
    assertThat(sent).hasSize(2);
  }

  @Test
  void oneNodeTellsAndTheNextGoesOnFromThere() {
    Notifications first = node();
    Notifications second = node(Settings.of("", "5m", "24h"), false);
    causes.add(paused("crm-http"));
    rounds(first, Duration.ofMinutes(30));
    rounds(second, Duration.ofMinutes(30));
    assertThat(sent).hasSize(1);

    rounds(node(), Duration.ofMinutes(30));
    assertThat(sent).hasSize(1);
  }

  @Test
  void quietHoursHoldBackAndTheirEndTellsWhatIsStillThere() {
    Notifications node = node(Settings.of("00:00-23:00", "5m", "24h"), true);
    while (clock.instant().atZone(ZoneId.of("UTC")).getHour() != 1) {
      clock.pass(MINUTE);
    }
    causes.add(paused("gone-by-morning"));
    rounds(node, Duration.ofHours(2));
    causes.clear();
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofHours(19));
    assertThat(sent).isEmpty();

    rounds(node, Duration.ofHours(2));
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).text()).contains("crm-http").doesNotContain("gone-by-morning");
  }

  @Test
  void aChannelThatIsAwayIsAskedLessAndLessAndNothingIsLost() {
    Notifications node = node();
    answer = Outcome.Retry.away("mail: no connection");
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofHours(3));
    assertThat(node.channels())
        .containsExactly(new Notifications.Channel("mail", false, "mail: no connection"));
    assertThat(new NotificationCheck(node).examine().says()).isEqualTo("mail: mail: no connection");

    answer = Outcome.Delivered.as("");
    rounds(node, Duration.ofHours(1));
    assertThat(sent).hasSize(1);
    assertThat(node.channels().get(0).works()).isTrue();
  }

  /** Else the channel that works would be used again with each try of the other. */
  @Test
  void aChannelThatThrowsKeepsTheOthersFromNothingAndRepeatsNothing() {
    NotificationChannel broken =
        new NotificationChannel() {
          @Override
          public String name() {
            return "chat";
          }

          @Override
          public Optional<String> missing() {
            return Optional.empty();
          }

          @Override
          public Outcome send(Notice notice) {
            throw new IllegalStateException("https://hooks.example/secret");
          }
        };
    Announcer announcer =
        new Announcer(List.of(broken, new Fake()), new SimpleMeterRegistry(), false);
    NoticeText words = new NoticeText("node-1", "", ZoneId.of("UTC"));
    Notifications node =
        new Notifications(
            Settings.of("", "5m", "24h"),
            announcer,
            words,
            new NoticeLog(store),
            () -> true,
            clock);
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofHours(2));

    assertThat(sent).hasSize(1);
    assertThat(node.channels().get(0).says())
        .contains("IllegalStateException")
        .doesNotContain("secret");
  }

  /** Numbers that are old say neither that something began nor that it ended. */
  @Test
  void withoutTheDatabaseNothingIsOver() {
    Notifications node = node();
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofMinutes(30));
    causes.clear();
    databaseAway = true;
    rounds(node, Duration.ofHours(2));
    databaseAway = false;
    causes.add(paused("crm-http"));
    rounds(node, Duration.ofMinutes(30));

    assertThat(sent).hasSize(1);
  }

  @Test
  void aTestIsSentAtAnyTime() {
    Notifications node = node(Settings.of("00:00-23:59", "5m", "24h"), true);

    assertThat(node.test()).containsExactly(new Notifications.Channel("mail", true, ""));
    assertThat(sent.get(0).title()).isEqualTo("Aftercall: a test");
  }
}
