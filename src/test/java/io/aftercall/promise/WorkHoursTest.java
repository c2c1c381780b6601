package io.aftercall.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Over zones, clock changes, holidays and hours: never earlier, never outside, never lost. */
class WorkHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final List<String> REGIONS = List.of("DE", "DE-BY", "AT", "US", "GB", "FR");

  private static WorkHours office(String region) {
    return new WorkHours(
        WEEK, LocalTime.of(9, 0), LocalTime.of(18, 0), Holidays.of(region).orElseThrow());
  }

  private static ZonedDateTime berlin(String local) {
    return ZonedDateTime.parse(local + "+01:00[Europe/Berlin]").withZoneSameLocal(BERLIN);
  }

  @Test
  void anOpenMomentStays() {
    WorkHours.Opening opening = office("DE").next(berlin("2026-01-14T14:00:00"));
    assertThat(opening.at()).isEqualTo(berlin("2026-01-14T14:00:00"));
    assertThat(opening.obstacle()).isNull();
  }

  @Test
  void aWeekendAHolidayAndAnEveningMoveToTheNextOpening() {
    assertThat(office("DE").next(berlin("2026-01-17T10:00:00")))
        .isEqualTo(
            new WorkHours.Opening(berlin("2026-01-19T09:00:00"), "2026-01-17 is a Saturday"));
    assertThat(office("DE").next(berlin("2026-01-16T18:00:00")))
        .isEqualTo(
            new WorkHours.Opening(berlin("2026-01-19T09:00:00"), "the hours are 09:00 to 18:00"));
    assertThat(office("DE-BY").next(berlin("2026-01-06T10:00:00")))
        .isEqualTo(new WorkHours.Opening(berlin("2026-01-07T09:00:00"), "2026-01-06 is Epiphany"));
    assertThat(office("DE").next(berlin("2026-01-06T10:00:00")).obstacle()).isNull();
  }

  @Test
  void hoursThatNeverOpenAreRefused() {
    LocalTime nine = LocalTime.of(9, 0);
    assertThatThrownBy(() -> new WorkHours(Set.of(), nine, LocalTime.NOON, Holidays.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkHours(WEEK, nine, nine, Holidays.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Holidays.of("DE-XX")).isEmpty();
    assertThat(Holidays.of("XX")).isEmpty();
  }

  /** Seed and moment are in the message; half of the moments lie near a change of the clock. */
  @Test
  void noMomentIsEarlierOrOutsideOrLost() {
    Random random = new Random(20);
    List<Holidays> calendars =
        REGIONS.stream().map(region -> Holidays.of(region).orElseThrow()).toList();
    List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    long first = Instant.parse("2005-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant at = Instant.ofEpochSecond(first + (long) (random.nextDouble() * (last - first)));
      var change = zone.getRules().nextTransition(at);
      if (change != null && random.nextBoolean()) {
        at = change.getInstant().plusSeconds(random.nextInt(14_400) - 7_200L);
      }
      Holidays holidays = calendars.get(random.nextInt(calendars.size()));
      WorkHours hours = hours(random, holidays);
      ZonedDateTime asked = at.atZone(zone);
      ZonedDateTime due = hours.next(asked).at();
      String example = hours + " asked " + asked + " due " + due;
      assertThat(due.isBefore(asked)).as(example).isFalse();
      assertThat(hours.days()).as(example).contains(due.getDayOfWeek());
      assertThat(due.toLocalTime().isBefore(hours.from())).as(example).isFalse();
      assertThat(due.toLocalTime().isBefore(hours.until())).as(example).isTrue();
      assertThat(holidays.on(due.toLocalDate())).as(example).isEmpty();
      assertThat(Duration.between(asked, due)).as(example).isLessThan(Duration.ofDays(30));
    }
  }

  private static WorkHours hours(Random random, Holidays holidays) {
    Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(3) > 0) {
        days.add(day);
      }
    }
    int from = random.nextInt(23 * 60);
    int until = from + 1 + random.nextInt(24 * 60 - 1 - from);
    return new WorkHours(
        days, LocalTime.ofSecondOfDay(from * 60L), LocalTime.ofSecondOfDay(until * 60L), holidays);
  }
}
