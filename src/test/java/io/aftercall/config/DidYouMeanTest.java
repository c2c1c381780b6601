package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KNOWN =
      List.of("from", "convert", "default", "required", "on_error", "customer_phone");

  @ParameterizedTest
  @CsvSource({
    "form, from",
    "From, from",
    "defualt, default",
    "onerror, on_error",
    "on-error, on_error",
    "requird, required",
    "custmer_phnoe, customer_phone",
    "konvert, convert"
  })
  void findsWhatWasMeant(String said, String meant) {
    assertThat(DidYouMean.to(said, KNOWN)).contains(meant);
  }

  @Test
  void keepsSilentWhenNothingIsNear() {
    assertThat(DidYouMean.to("template", KNOWN)).isEmpty();
    assertThat(DidYouMean.hint("template", List.of("from", "value")))
        .isEqualTo("known are from, value");
  }
}
