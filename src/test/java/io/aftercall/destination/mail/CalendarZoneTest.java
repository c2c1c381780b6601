package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import org.junit.jupiter.api.Test;

/** Times of all zones, half of them near a change of the clock, as another library reads them. */
class CalendarZoneTest {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  @Test
  void everyMomentIsReadAsItWasMeant() throws Exception {
    Random random = new Random(38);
    List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    zones.removeIf(zone -> zone.startsWith("ical4j"));
    long first = Instant.parse("2015-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 2_000; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      Instant at = Instant.ofEpochSecond(first + random.nextInt(25 * 365 * 86_400));
      var change = zone.getRules().nextTransition(at);
      if (change != null && random.nextBoolean()) {
        at = change.getInstant().plusSeconds(random.nextInt(14_400) - 7_200L);
      }
      assertThat(read(zone, at)).as("%d: %s in %s", i, at, zone).isEqualTo(at);
    }
  }

  private static Instant read(ZoneId zone, Instant at) throws Exception {
    CalendarText text = new CalendarText();
    text.line("BEGIN", "VCALENDAR").line("PRODID", "-//x").line("VERSION", "2.0");
    CalendarZone times = new CalendarZone(zone);
    times.define(text, at, at.plus(Duration.ofMinutes(30)));
    text.line("BEGIN", "VEVENT").line("UID", "1").line("DTSTAMP", CalendarZone.utc(at));
    times.moment(text, "DTSTART", at);
    text.line("END", "VEVENT").line("END", "VCALENDAR");
    String value = text.toString().replaceAll("(?s).*DTSTART[^:]*:([^\r]*)\r\nEND:VEVENT.*", "$1");
    if (value.endsWith("Z")) {
      return LocalDateTime.parse(value.replace("Z", ""), LOCAL).toInstant(ZoneOffset.UTC);
    }
    Calendar calendar = new CalendarBuilder().build(new StringReader(text.toString()));
    VTimeZone defined = (VTimeZone) calendar.getComponent("VTIMEZONE").orElseThrow();
    LocalDateTime local = LocalDateTime.parse(value, LOCAL);
    return local.toInstant(offset(defined, local));
  }

  /** That of the observance that began last (RFC 5545, 3.6.5). */
  private static ZoneOffset offset(VTimeZone defined, LocalDateTime local) {
    return defined.getObservances().stream()
        .map(Observance.class::cast)
        .filter(one -> !onset(one).isAfter(local))
        .max((a, b) -> onset(a).compareTo(onset(b)))
        .map(one -> ((TzOffsetTo) one.getProperty("TZOFFSETTO").orElseThrow()).getOffset())
        .orElseThrow();
  }

  private static LocalDateTime onset(Observance observance) {
    return LocalDateTime.parse(observance.getProperty("DTSTART").orElseThrow().getValue(), LOCAL);
  }
}
