package io.aftercall.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercall.ops.StartFailure;
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
    "issuer, https://login example.com, aftercall.login.issuer is no address",
    "issuer, login.example.com, aftercall.login.issuer must begin with https",
    "issuer, https://login.example.com/.well-known/openid-configuration, ends before /.well-known/",
    "issuer, '', 'aftercall.login.issuer is not set, but aftercall.login.client-id is'",
    "client-id, '', aftercall.login.client-id is needed",
    "client-secret, '', aftercall.login.client-secret is needed",
    "recheck, soon, aftercall.login.recheck is no duration",
    "recheck, -5m, aftercall.login.recheck is no duration",
    "recheck, 0, aftercall.login.recheck is no duration",
  })
  void whatIsMissingIsNamedAtTheStart(String name, String value, String says) {
    environment.setProperty("aftercall.login." + name, value);
    assertThatThrownBy(() -> OidcSettings.of(environment))
        .satisfies(
            wrong -> {
              StartFailure failure = StartFailure.of(wrong).orElseThrow();
              assertThat(failure.exit()).isEqualTo(78);
              assertThat(failure.message()).contains(says).doesNotContain("a secret");
            });
  }

  @Test
  void aLoginThatWouldLetNobodyInIsNamedAtTheStart() {
    environment.setProperty("aftercall.login.operator", "");
    environment.setProperty("aftercall.login.admin", " ");
    assertThatThrownBy(() -> OidcSettings.of(environment))
        .hasMessageContaining("nobody would get in");
  }
}
