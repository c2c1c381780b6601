package io.aftercall.call.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A language is a file of words; a new one needs no Java. */
class LexiconTest {
  private static final Lexicon FRENCH = Lexicon.load("fr");
  private static final CallMoment MONDAY =
      CallMoment.of(
          OffsetDateTime.parse("2026-01-12T10:30:00Z"), null, 95, ZoneId.of("Europe/Paris"));

  @ParameterizedTest
  @CsvSource({
    "demain, 2026-01-13",
    "après-demain, 2026-01-14",
    "mardi, 2026-01-13",
    "dans deux semaines, 2026-01-26",
    "le 15 février, 2026-02-15",
    "le 15.02., 2026-02-15"
  })
  void aDayInAnotherLanguage(String said, String day) {
    assertThat(read(said).orElseThrow().days().last()).hasToString(day);
  }

  @Test
  void aTimeInAnotherLanguage() {
    assertThat(read("demain après-midi à trois heures").orElseThrow().moment().toLocalDateTime())
        .isEqualTo(LocalDateTime.of(2026, 1, 13, 15, 0));
  }

  @Test
  void aWordThatItDoesNotKnowLeavesTheWords() {
    assertThat(read("peut-être demain")).isEmpty();
  }

  @Test
  void aLanguageWithoutAFileIsAFaultThatSaysSo() {
    assertThatThrownBy(() -> Lexicon.load("xx")).hasMessageContaining("xx.properties");
  }

  @Test
  void theShippedLanguagesAreThere() {
    assertThat(Lexicon.ALL).hasSize(2);
  }

  private static Optional<DatePhrase.Resolved> read(String said) {
    DatePhrase phrase =
        DateGrammar.read(
            PhraseTokens.of(PhraseTokens.plain(said), FRENCH, Symbol.DATES), FRENCH, null);
    return Optional.ofNullable(phrase).flatMap(found -> found.at(MONDAY));
  }
}
