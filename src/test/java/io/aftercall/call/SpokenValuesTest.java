package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.call.text.CallMoment;
import io.aftercall.call.text.Placeholders;
import io.aftercall.call.text.SpokenDates;
import io.aftercall.call.text.SpokenValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the table of spoken values is read right, or kept as words; never wrong. */
class SpokenValuesTest {
  private static final String WORDS = "WORDS";
  private static final String SAID = "SAID";
  private static final String TABLE = "/io/aftercall/call/text/spoken-values.csv";
  private static final int SECONDS = 95;
  private static final PhraseFinder PHRASES =
      new PhraseFinder(Protection.shippedPhrases(), OptOutPhrases.SKIPPED);

  record Line(String kind, String said, String call, ZoneId zone, String expected) {
    static Line of(String text) {
      String[] cells = text.split("\\|", -1);
      String zone = cells[4].isBlank() ? "Europe/Berlin" : cells[4].strip();
      return new Line(
          cells[0].strip(), cells[2].strip(), cells[3].strip(), ZoneId.of(zone), cells[5].strip());
    }

    CallMoment moment() {
      return call.isEmpty() ? null : CallMoment.of(OffsetDateTime.parse(call), null, SECONDS, zone);
    }
  }

  static List<Line> lines() throws IOException {
    try (InputStream table = SpokenValuesTest.class.getResourceAsStream(TABLE)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(Line::of)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isReadAsTheTableSays(Line line) {
    assertThat(read(line)).isEqualTo(line.expected());
  }

  @Test
  void theTableIsLongEnoughToMeanSomething() throws IOException {
    assertThat(lines()).hasSizeGreaterThanOrEqualTo(1_300);
    assertThat(lines()).doesNotHaveDuplicates();
  }

  private static String read(Line line) {
    String said = line.said();
    return switch (line.kind()) {
      case "yes_no" -> SpokenValues.yesNo(said).map(Object::toString).orElse(WORDS);
      case "nothing" -> SpokenValues.isAbsent(said) ? "NOTHING" : SAID;
      case "name" -> Placeholders.isNoName(said) ? "NOBODY" : SAID;
      case "email" -> Placeholders.isNoAddress(said) ? "NOBODY" : SAID;
      case "number" ->
          SpokenValues.number(said)
              .map(
                  n ->
                      line.expected().equals(WORDS)
                              || n.compareTo(new java.math.BigDecimal(line.expected())) != 0
                          ? n.toPlainString()
                          : line.expected())
              .orElse(WORDS);
      case "phone" -> Phones.e164(said, "DE").orElse("NOBODY");
      case "optout" -> ClearAnswer.of("x", TextNode.valueOf(said)).toString();
      case "optname" -> Boolean.toString(VariableNames.saysOptOut(VariableNames.fold(said)));
      case "phrase" -> String.valueOf(PHRASES.in(said));
      case "date" -> words(SpokenDates.day(said, line.moment()), Object::toString);
      default -> words(SpokenDates.moment(said, line.moment(), line.zone()), Timestamps::text);
    };
  }

  private static <T> String words(SpokenValue<T> value, Function<T, String> text) {
    if (value instanceof SpokenValue.Known<T> known) {
      return text.apply(known.known()) + (known.note() == null ? "" : " ~");
    }
    return value instanceof SpokenValue.Declined ? "DECLINED" : WORDS;
  }
}
