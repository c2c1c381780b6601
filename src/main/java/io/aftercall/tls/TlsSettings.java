package io.aftercall.tls;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Whom we trust beside those the JVM trusts.
 *
 * @param trust PEM files
 */
@ConfigurationProperties("aftercall.tls")
record TlsSettings(List<String> trust) {
  TlsSettings {
    trust = trust == null ? List.of() : List.copyOf(trust);
  }

  static TlsSettings of(Environment environment) {
    return Binder.get(environment)
        .bind("aftercall.tls", TlsSettings.class)
        .orElseGet(() -> new TlsSettings(List.of()));
  }

  List<Path> files() {
    return trust.stream().map(String::strip).filter(n -> !n.isEmpty()).map(Path::of).toList();
  }
}
