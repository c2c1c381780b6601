package io.aftercall.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TlsSettingsTest {
  @Test
  void filesAreNamedInAListOrWithCommasBetween() {
    StandardEnvironment yaml = new StandardEnvironment();
    yaml.getPropertySources()
        .addFirst(
            new MapPropertySource(
                "yaml",
                Map.of("aftercall.tls.trust[0]", "a.pem", "aftercall.tls.trust[1]", "b.pem")));
    StandardEnvironment variable = new StandardEnvironment();
    variable
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "test-systemEnvironment", Map.of("AFTERCALL_TLS_TRUST", "a.pem, b.pem,")));

    assertThat(TlsSettings.of(yaml).files()).containsExactly(Path.of("a.pem"), Path.of("b.pem"));
    assertThat(TlsSettings.of(variable).files())
        .containsExactly(Path.of("a.pem"), Path.of("b.pem"));
    assertThat(TlsSettings.of(new StandardEnvironment()).files()).isEmpty();
  }
}
