package io.aftercall.call.text;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a call was, where the customer lives: what "tomorrow" counts from.
 *
 * @param start when it began
 * @param end when it ended, or null if that is not known
 */
public record CallMoment(ZonedDateTime start, ZonedDateTime end) {
  private static final Duration LONGEST = Duration.ofHours(6);

  /**
   * The moment of a call of which these are known; null if nothing is. A finish long after the
   * beginning is that of something else (senders also put "updated at" there) and does not count.
   *
   * @param created null, like the next two, if not known
   * @param seconds how long it took
   */
  public static CallMoment of(
      OffsetDateTime created, OffsetDateTime finished, Integer seconds, ZoneId zone) {
    if (created == null) {
      return finished == null
          ? null
          : new CallMoment(finished.atZoneSameInstant(zone), finished.atZoneSameInstant(zone));
    }
    OffsetDateTime end = seconds == null ? finished : created.plusSeconds(seconds);
    boolean plausible =
        end != null && !end.isBefore(created) && !end.isAfter(created.plus(LONGEST));
    return new CallMoment(
        created.atZoneSameInstant(zone), plausible ? end.atZoneSameInstant(zone) : null);
  }

  /** The day of the call; empty when it went on past midnight: "tomorrow" is then two days. */
  Optional<LocalDate> today() {
    LocalDate day = start.toLocalDate();
    return end == null || end.toLocalDate().equals(day) ? Optional.of(day) : Optional.empty();
  }

  /** That long after the call, to the next full minute; empty if its end is not known. */
  Optional<ZonedDateTime> after(Duration time) {
    if (end == null) {
      return Optional.empty();
    }
    ZonedDateTime then = end.plus(time);
    ZonedDateTime minute = then.truncatedTo(ChronoUnit.MINUTES);
    return Optional.of(minute.isEqual(then) ? minute : minute.plusMinutes(1));
  }

  /** The last moment of the call that is known: what was promised lies behind it. */
  public ZonedDateTime latest() {
    return end == null ? start : end;
  }
}
