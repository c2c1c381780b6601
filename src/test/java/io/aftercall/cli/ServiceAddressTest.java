package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The command line asks where the service of the same settings listens. */
class ServiceAddressTest {
  private final MockEnvironment settings = new MockEnvironment();

  @Test
  void withoutSettingsItIsTheUsualPlace() {
    assertThat(ServiceAddress.console(settings)).isEqualTo("http://127.0.0.1:8081");
    assertThat(ServiceAddress.webhook(settings, "famulor"))
        .isEqualTo("http://127.0.0.1:8080/webhooks/famulor");
  }

  @Test
  void portAddressTlsAndPathAreTheServices() {
    settings.setProperty("server.port", "9443");
    settings.setProperty("server.address", "fd00::7");
    settings.setProperty("server.ssl.bundle", "console");
    settings.setProperty("server.servlet.context-path", "/ac/");
    settings.setProperty("aftercall.webhook.port", "9080");
    settings.setProperty("aftercall.webhook.address", "10.0.0.7");

    assertThat(ServiceAddress.console(settings)).isEqualTo("https://[fd00::7]:9443/ac");
    assertThat(ServiceAddress.webhook(settings, "x")).isEqualTo("http://10.0.0.7:9080/webhooks/x");
  }

  @Test
  void whoListensEverywhereIsAskedHere() {
    settings.setProperty("server.address", "0.0.0.0");
    assertThat(ServiceAddress.console(settings)).isEqualTo("http://127.0.0.1:8081");
    settings.setProperty("server.address", "::");
    assertThat(ServiceAddress.console(settings)).isEqualTo("http://127.0.0.1:8081");
  }

  @Test
  void aPortThatNamesNoPlaceIsTold() {
    settings.setProperty("server.port", "0");
    assertThatThrownBy(() -> ServiceAddress.console(settings))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("server.port is '0'")
        .hasMessageContaining("AFTERCALL_URL");
  }
}
