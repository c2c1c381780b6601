package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.call.text.CallMoment;
import io.aftercall.call.text.SpokenDates;
import io.aftercall.call.text.SpokenValue;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Phrases put together at random of the words of the table: never an exception, never earlier than
 * the call unless a year was said, and what was read is read as the same again.
 */
class SpokenDatesPropertyTest {
  private static final int PHRASES = 20_000;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Pattern YEAR = Pattern.compile("\\d{4}|[./]\\d{2}(?!\\d)");
  private static final List<String> SIGNS =
      List.of(" ", " ", " ", ", ", ".", "-", ":", "(", ")", "/", "", "?", "\u00a0");

  @ParameterizedTest
  @ValueSource(longs = {1, 20260112, 4711})
  void neverEarlierThanTheCall(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> words =
        SpokenValuesTest.lines().stream()
            .filter(line -> line.kind().startsWith("date"))
            .flatMap(line -> Pattern.compile("\\s+").splitAsStream(line.said()))
            .distinct()
            .toList();
    int read = 0;
    for (int i = 0; i < PHRASES; i++) {
      String phrase = phrase(random, words);
      OffsetDateTime start =
          OffsetDateTime.parse("2026-01-01T00:00:00Z").plusMinutes(random.nextInt(525_600));
      CallMoment call = CallMoment.of(start, null, random.nextInt(600), BERLIN);
      read += day(phrase, call, start) ? 1 : 0;
      moment(phrase, call, start);
    }
    assertThat(read).as("phrases that were read at all").isGreaterThan(PHRASES / 50);
  }

  private static String phrase(Random random, List<String> words) {
    StringBuilder phrase = new StringBuilder();
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      phrase.append(i == 0 ? "" : SIGNS.get(random.nextInt(SIGNS.size())));
      phrase.append(words.get(random.nextInt(words.size())));
    }
    return phrase.toString();
  }

  private static boolean day(String phrase, CallMoment call, OffsetDateTime start) {
    SpokenValue<LocalDate> read = SpokenDates.day(phrase, call);
    LocalDate day = read.value().orElse(null);
    if (day == null) {
      return false;
    }
    if (!YEAR.matcher(phrase).find()) {
      assertThat(day)
          .as("'%s' said on %s", phrase, start)
          .isAfterOrEqualTo(start.atZoneSameInstant(BERLIN).toLocalDate());
    }
    assertThat(SpokenDates.day(day.toString(), call)).isEqualTo(new SpokenValue.Known<>(day, null));
    return true;
  }

  private static void moment(String phrase, CallMoment call, OffsetDateTime start) {
    OffsetDateTime moment = SpokenDates.moment(phrase, call, BERLIN).value().orElse(null);
    if (moment == null) {
      return;
    }
    if (!YEAR.matcher(phrase).find()) {
      assertThat(moment.toInstant())
          .as("'%s' said on %s", phrase, start)
          .isAfterOrEqualTo(start.toInstant());
    }
    assertThat(SpokenDates.moment(Timestamps.text(moment), call, BERLIN).value()).contains(moment);
  }
}
