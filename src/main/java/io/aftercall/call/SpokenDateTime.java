package io.aftercall.call;

import io.aftercall.call.text.SpokenDates;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A date as machines and people write it, with the time and the offset if they gave them.
 *
 * @param time null if only a date was given
 * @param offset null if no offset was given
 */
record SpokenDateTime(LocalDate date, LocalTime time, ZoneOffset offset) {
  /**
   * Reads the whole text or nothing: what is left over would change its meaning. A date with
   * slashes counts only when its two numbers cannot be exchanged.
   */
  static Optional<SpokenDateTime> read(String text) {
    if (text == null) {
      return Optional.empty();
    }
    SpokenDateTime stamp = TimestampParser.read(text.strip());
    return stamp == null
        ? Optional.ofNullable(SpokenDates.absolute(text))
            .map(written -> new SpokenDateTime(written.date(), written.time(), written.offset()))
        : Optional.of(stamp);
  }

  /**
   * The moment this names, with the offset given or else the zone's. A local time that a clock
   * change skips moves forward by the length of the gap (02:30 becomes 03:30); one that happens
   * twice is the first of the two, in summer time. Without a time it is the start of the day.
   */
  OffsetDateTime in(ZoneId zone) {
    if (time == null) {
      return date.atStartOfDay(zone).toOffsetDateTime();
    }
    return offset == null
        ? date.atTime(time).atZone(zone).toOffsetDateTime()
        : date.atTime(time).atOffset(offset);
  }
}
