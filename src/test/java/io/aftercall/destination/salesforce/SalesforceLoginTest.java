package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SalesforceLoginTest {

  @Test
  void environmentVariablesGoBeforeTheFile() throws Exception {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-systemEnvironment",
                Map.of(
                    "CAMEL_COMPONENT_SALESFORCE_LOGIN_URL", "https://acme.my.salesforce.com",
                    "CAMEL_COMPONENT_SALESFORCE_CLIENT_ID", "from-environment",
                    "CAMEL_COMPONENT_SALESFORCE_CLIENT_SECRET", "secret",
                    "CAMEL_COMPONENT_SALESFORCE_AUTHENTICATION_TYPE", "client-credentials")));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "file",
                Map.of(
                    "camel.component.salesforce.client-id", "from-file",
                    "camel.component.salesforce.lazy-login", "false")));

    SalesforceLogin login = new SalesforceLogin(environment);
    SalesforceComponent component = login.component(new DefaultCamelContext());

    assertThat(login.missing()).isEmpty();
    assertThat(component.getLoginUrl()).isEqualTo("https://acme.my.salesforce.com");
    assertThat(component.getClientId()).isEqualTo("from-environment");
    assertThat(component.getAuthenticationType()).isEqualTo(AuthenticationType.CLIENT_CREDENTIALS);
    assertThat(component.isLazyLogin()).isTrue();
    assertThat(component.getConfig().getApiVersion()).isEqualTo("62.0");
    assertThat(component.getHttpClientIdleTimeout()).isEqualTo(120_000);
  }

  @Test
  void aKeyStoreMeansJwt() {
    MockEnvironment settings =
        configured()
            .withProperty("camel.component.salesforce.client-secret", "")
            .withProperty("camel.component.salesforce.keystore.resource", "file:key.p12")
            .withProperty("camel.component.salesforce.keystore.password", "changeit");
    assertThat(new SalesforceLogin(settings).missing())
        .contains("not configured: set CAMEL_COMPONENT_SALESFORCE_USER_NAME");

    settings.setProperty("camel.component.salesforce.user-name", "integration@acme.example");
    SalesforceLogin login = new SalesforceLogin(settings);

    assertThat(login.missing()).isEmpty();
    assertThat(login.component(new DefaultCamelContext()).getKeystore().getResource())
        .isEqualTo("file:key.p12");
  }

  @ParameterizedTest
  @CsvSource({
    "login-url, http://acme.my.salesforce.com, LOGIN_URL must be an https address",
    "login-url, no url at all, LOGIN_URL must be an https address",
    "api-version, 56.0, API_VERSION must be 60.0 or later",
    "user-name, integration@acme.example, PASSWORD"
  })
  void whatCannotWorkIsSaidBeforeAnythingIsSent(String name, String value, String said) {
    MockEnvironment settings = configured();
    settings.setProperty("camel.component.salesforce." + name, value);

    assertThat(new SalesforceLogin(settings).missing().orElseThrow()).endsWith(said);
  }

  private static MockEnvironment configured() {
    return new MockEnvironment()
        .withProperty("camel.component.salesforce.login-url", "https://acme.my.salesforce.com")
        .withProperty("camel.component.salesforce.client-id", "id")
        .withProperty("camel.component.salesforce.client-secret", "secret");
  }
}
