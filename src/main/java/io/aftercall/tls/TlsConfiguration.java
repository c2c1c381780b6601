package io.aftercall.tls;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The setting {@code aftercall.tls.trust}. Where it is set, its trust is the JVM's default too, so
 * that clients that cannot be given one (the company login, the platform's API) follow it.
 */
@Configuration(proxyBeanMethods = false)
public class TlsConfiguration {

  @Bean
  TlsTrust tlsTrust(Environment environment) {
    return TlsTrust.of(TlsSettings.of(environment).files());
  }

  /** Before any bean exists: the JVM's own clients ask for the default once and keep it. */
  @Bean
  static BeanFactoryPostProcessor tlsDefault(Environment environment) {
    return beans -> {
      List<Path> files = TlsSettings.of(environment).files();
      if (!files.isEmpty()) {
        SSLContext.setDefault(TlsTrust.of(files).context());
      }
    };
  }
}
