package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that need a login read it where the service does. */
class WorkspaceSettingsTest {
  @TempDir Path home;

  @Test
  void areThoseOfItsApplicationYaml() throws IOException {
    Files.createDirectory(home.resolve("config"));
    Files.writeString(
        home.resolve("config/application.yaml"),
        "camel.component.salesforce.login-url: https://${DOMAIN:acme}.example\n");

    assertThat(
            ProtocolModules.settings(home.toString())
                .getProperty("camel.component.salesforce.login-url"))
        .isEqualTo("https://acme.example");
  }
}
