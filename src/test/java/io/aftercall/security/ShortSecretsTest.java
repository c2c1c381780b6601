package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.ops.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/**
 * Secrets that can be guessed stop the start with 78, unless somebody says that they may be short.
 */
class ShortSecretsTest {
  @ParameterizedTest
  @ValueSource(strings = {"aftercall.api.token", "aftercall.admin.password"})
  void stopTheStart(String name) {
    MockEnvironment environment = new MockEnvironment().withProperty(name, "nineteen characters");

    assertThatThrownBy(() -> AccessSettings.of(environment))
        .satisfies(
            wrong -> {
              StartFailure failure =
                  StartFailure.of(new IllegalStateException("a bean", wrong)).orElseThrow();
              assertThat(failure.exit()).isEqualTo(78);
              assertThat(failure.message())
                  .startsWith(name + " has 19 characters, and 20 are needed")
                  .contains("aftercall.security.allow-short-secrets")
                  .doesNotContain("nineteen");
            });
    environment.setProperty("aftercall.security.allow-short-secrets", "true");
    assertThatCode(() -> AccessSettings.of(environment)).doesNotThrowAnyException();
  }

  @Test
  void ofTwentyCharactersAreTaken() {
    assertThat(
            AccessSettings.of(
                    new MockEnvironment()
                        .withProperty("aftercall.api.token", "twenty characters ok"))
                .apiToken())
        .isEqualTo("twenty characters ok");
  }
}
