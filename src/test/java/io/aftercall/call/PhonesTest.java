package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+4915123456789",
        "+49 151 23456789",
        "+49 (0)151 23456789",
        "+490151 23456789",
        "004915123456789",
        "00 49 151 23456789",
        "(0049) 151 23456789",
        "4915123456789",
        "49 151 23456789",
        "0151 23456789",
        "0151/23456789",
        "0151-234 567 89",
        "15123456789",
        "٠١٥١٢٣٤٥٦٧٨٩",
        "٠٠٤٩١٥١٢٣٤٥٦٧٨٩",
        "＋４９１５１２３４５６７８９",
        "+49 151 23456789 ext. 12",
        "\u202a+49 151 23456789\u202c",
        "\u00a0+49\u00a0151\u00a023456789",
        "tel:+4915123456789",
        "sip:+4915123456789@example.org",
        "sip:4915123456789@example.org:5060"
      })
  void everyNotationIsOneNumber(String raw) {
    assertThat(Phones.e164(raw, "DE")).contains("+4915123456789");
    assertThat(Phones.isValid(raw, "DE")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "+4912345678, DE, +4912345678",
    "+1234567890, DE, +1234567890",
    "+491234567890, DE, +491234567890",
    "+12025550, DE, +12025550"
  })
  void aNumberNobodyHasIsKept(String raw, String region, String e164) {
    assertThat(Phones.e164(raw, region)).contains(e164);
    assertThat(Phones.isValid(raw, region)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "030 123456-78, DE, +493012345678",
    "(650) 253-0000, US, +16502530000",
    "16502530000, US, +16502530000",
    "0664 1234567, AT, +436641234567",
    "43 664 1234567, AT, +436641234567",
    "06 1234 5678, IT, +390612345678",
    "16502530000, , +16502530000",
    "4915123456789, , +4915123456789",
    "004915123456789, US, +4915123456789"
  })
  void theRegionCompletesIt(String raw, String region, String e164) {
    assertThat(Phones.e164(raw, region)).contains(e164);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "anonymous",
        "private number",
        "unknown",
        "@",
        "+",
        "110",
        "112",
        "+49112",
        "116117",
        "12345",
        "0000000000",
        "+0000000",
        "+266696687",
        "+49151234567890123456"
      })
  void nobodysNumberIsNone(String raw) {
    assertThat(Phones.e164(raw, "DE")).isEmpty();
    assertThat(Phones.isValid(raw, "DE")).isFalse();
  }

  @Test
  void withoutARegionALocalNumberIsNone() {
    assertThat(Phones.e164("0151 23456789", null)).isEmpty();
  }

  @Test
  void itIsWrittenForPeople() {
    assertThat(Phones.international("0151 23456789", "DE")).contains("+49 1512 3456789");
    assertThat(Phones.national("+4915123456789", "US")).contains("01512 3456789");
    assertThat(Phones.national("anonymous", "DE")).isEmpty();
  }

  @Test
  void aLongTextIsNoNumber() {
    assertThat(Phones.e164("0151 23456789 ".repeat(100_000), "DE")).isEmpty();
  }

  @Test
  void itStaysRightWhenItHasForgotten() {
    for (int i = 0; i < 5000; i++) {
      assertThat(Phones.e164("0151 2" + (3_000_000 + i), "DE"))
          .contains("+491512" + (3_000_000 + i));
    }
    assertThat(Phones.e164("0151 23000000", "DE")).contains("+4915123000000");
  }
}
