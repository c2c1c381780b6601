package io.aftercall.promise;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When somebody may be called back, in the zone of the moments it is asked about.
 *
 * @param days at least one
 * @param from first minute of a day
 * @param until the first minute that is too late; after {@code from}
 */
public record WorkHours(Set<DayOfWeek> days, LocalTime from, LocalTime until, Holidays holidays) {
  /** Longer than any run of days off. */
  private static final int FARTHEST = 400;

  /**
   * @throws IllegalArgumentException if no moment would be open
   */
  public WorkHours {
    days = Set.copyOf(days);
    if (days.isEmpty() || !from.isBefore(until)) {
      throw new IllegalArgumentException("Work hours need a day, and an end after the beginning");
    }
  }

  /**
   * An open moment, and why it is not the one asked for.
   *
   * @param obstacle continues "because …"; null if the moment asked for is open
   */
  record Opening(ZonedDateTime at, String obstacle) {}

  /** The first open moment that is not before the given one, in its zone. */
  public ZonedDateTime firstOpen(ZonedDateTime earliest) {
    return next(earliest).at();
  }

  /** The first open moment that is not before the given one. */
  Opening next(ZonedDateTime earliest) {
    String obstacle = null;
    LocalDate first = earliest.toLocalDate();
    for (int ahead = 0; ahead < FARTHEST; ahead++) {
      LocalDate day = first.plusDays(ahead);
      ZonedDateTime opening = day.atTime(from).atZone(earliest.getZone());
      ZonedDateTime moment = opening.isBefore(earliest) ? earliest : opening;
      String closed = closed(day).orElse(isOpen(moment, day) ? null : hours());
      if (closed == null) {
        boolean asked = moment.isEqual(earliest);
        return new Opening(moment, asked ? null : obstacle == null ? hours() : obstacle);
      }
      obstacle = obstacle == null ? closed : obstacle;
    }
    throw new IllegalStateException("No open moment in " + FARTHEST + " days");
  }

  /** A clock change can push the opening behind the end of the hours, or into the next day. */
  private boolean isOpen(ZonedDateTime moment, LocalDate day) {
    LocalTime time = moment.toLocalTime();
    return moment.toLocalDate().equals(day) && !time.isBefore(from) && time.isBefore(until);
  }

  private Optional<String> closed(LocalDate day) {
    return days.contains(day.getDayOfWeek())
        ? holidays.on(day).map(name -> day + " is " + name)
        : Optional.of(
            day + " is a " + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }

  private String hours() {
    return "the hours are " + from + " to " + until;
  }
}
