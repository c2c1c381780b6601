package io.aftercall;

import io.aftercall.destination.archive.ArchiveConfiguration;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.mail.MailConfiguration;
import io.aftercall.destination.salesforce.SalesforceConfiguration;
import io.aftercall.dryrun.DryRunBeans;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Names the protocol packages, for no other packages may know them all. */
final class ProtocolModules {
  private static final Map<String, Object> NOWHERE =
      Map.ofEntries(
          Map.entry("camel.component.salesforce.login-url", "https://dry-run.invalid"),
          Map.entry("camel.component.salesforce.client-id", "dry-run"),
          Map.entry("camel.component.salesforce.client-secret", "dry-run"),
          Map.entry("aftercall.mail.host", "dry-run.invalid"),
          Map.entry("aftercall.mail.from", "dry-run@dry-run.invalid"),
          Map.entry("aftercall.mail.to", "dry-run@dry-run.invalid"),
          Map.entry("spring.profiles.active", "dry-run"));

  private ProtocolModules() {}

  static DryRunBeans dryRunBeans() {
    return new DryRunBeans(
        List.of(
            SalesforceConfiguration.class,
            MailConfiguration.class,
            HttpConfiguration.class,
            ArchiveConfiguration.class),
        NOWHERE);
  }

  /**
   * What the service would be told: {@code config/application.yaml}, the environment, secrets as
   * files.
   *
   * @param home folder that holds {@code config/}
   */
  static Environment settings(String home) {
    StandardEnvironment settings = new StandardEnvironment();
    String folder = "optional:file:" + home + "/config/";
    settings
        .getPropertySources()
        .addFirst(
            new MapPropertySource("home", Map.of("spring.config.additional-location", folder)));
    ConfigDataEnvironmentPostProcessor.applyTo(settings);
    return settings;
  }
}
