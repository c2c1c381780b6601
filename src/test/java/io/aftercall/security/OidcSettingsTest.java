package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class OidcSettingsTest {
  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("aftercall.login.issuer", "https://login.example.com")
          .withProperty("aftercall.login.client-id", "aftercall")
          .withProperty("aftercall.login.client-secret", "a secret")
          .withProperty("aftercall.login.operator", "ops, sales-ops")
          .withProperty("aftercall.login.admin", "admins");

  @Test
  void theHighestRoleCounts() {
    OidcSettings settings = OidcSettings.of(environment).orElseThrow();
    assertThat(settings.role(List.of("staff", "sales-ops"))).contains(Role.OPERATOR);
    assertThat(settings.role(List.of("admins", "ops"))).contains(Role.ADMIN);
    assertThat(settings.role(List.of("staff"))).isEmpty();
    assertThat(settings.toString()).doesNotContain("a secret");
  }

  @Test
  void withoutAnIssuerThereIsNone() {
    assertThat(OidcSettings.of(new MockEnvironment())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, http://login.example.com, must begin with https",
    "client-id, '', aftercall.login.client-id is needed",
    "client-secret, '', aftercall.login.client-secret is needed",
  })
  void whatIsMissingIsNamedAtTheStart(String name, String value, String says) {
    environment.setProperty("aftercall.login." + name, value);
    assertThatThrownBy(() -> OidcSettings.of(environment)).hasMessageContaining(says);
  }

  @Test
  void aLoginThatWouldLetNobodyInIsNamedAtTheStart() {
    environment.setProperty("aftercall.login.operator", "");
    environment.setProperty("aftercall.login.admin", " ");
    assertThatThrownBy(() -> OidcSettings.of(environment))
        .hasMessageContaining("nobody would get in");
  }
}
