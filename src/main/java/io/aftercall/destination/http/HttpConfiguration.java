package io.aftercall.destination.http;

import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.FieldWrites;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.store.Store;
import io.aftercall.store.StoredSecrets;
import io.aftercall.tls.TlsConfiguration;
import io.aftercall.tls.TlsTrust;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The steps and the client's rules behind the HTTP kamelet. */
@Configuration(proxyBeanMethods = false)
@Import(TlsConfiguration.class)
public class HttpConfiguration {
  /** For a dry run, in which no token is fetched. */
  private static final TokenSteps.RefreshTokens NOTHING_KEPT =
      new TokenSteps.RefreshTokens() {
        @Override
        public Optional<String> get(String name) {
          return Optional.empty();
        }

        @Override
        public void keep(String name, String token) {
          throw new IllegalStateException("a dry run is given no token");
        }
      };

  @Bean
  HttpSettings httpSettings(Environment environment) {
    boolean dryRun = environment.acceptsProfiles(Profiles.of("dry-run"));
    return new HttpSettings(environment::getProperty, dryRun);
  }

  @Bean
  HttpStatusClassifier httpAnswers(InstantSource clock) {
    return new HttpStatusClassifier(clock);
  }

  @Bean
  HttpExceptionClassifier httpFailures(HttpStatusClassifier answers) {
    return new HttpExceptionClassifier(answers);
  }

  @Bean("http-posts")
  JsonPostSteps httpPosts(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      InstantSource clock) {
    return new JsonPostSteps(settings, answers, failures, clock);
  }

  @Bean("http-token")
  TokenSteps httpToken(HttpSettings settings, InstantSource clock, ObjectProvider<Store> store) {
    Store kept = store.getIfAvailable();
    return new TokenSteps(
        settings, clock, kept == null ? NOTHING_KEPT : kept(new StoredSecrets(kept, clock)));
  }

  private static TokenSteps.RefreshTokens kept(StoredSecrets secrets) {
    return new TokenSteps.RefreshTokens() {
      @Override
      public Optional<String> get(String name) {
        return secrets.get(name);
      }

      @Override
      public void keep(String name, String token) {
        secrets.keep(name, token);
      }
    };
  }

  @Bean("http-json")
  JsonSteps httpJson(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      TokenSteps tokens) {
    return new JsonSteps(settings, answers, failures, tokens);
  }

  @Bean("http-json-holds")
  CurrentFields httpJsonHolds(FieldWrites writes) {
    return new CurrentFields(writes);
  }

  @Bean
  NoticePost noticePost(ObjectProvider<ProducerTemplate> producer, InstantSource clock) {
    return new NoticePost(producer::getObject, clock);
  }

  @Bean
  RequiredSettings httpNeeds(JsonPostSteps posts, JsonSteps json) {
    return step -> posts.missing(step).or(() -> json.missing(step));
  }

  @Bean
  DryRunResponder httpDryRun() {
    return new HttpDryRun();
  }

  /** Camel finds its component for {@code http:} by this name. */
  @Bean("http-component")
  HttpComponent guardedHttp(TlsTrust trust) {
    return trusting(trust);
  }

  @Bean("https-component")
  HttpComponent guardedHttps(TlsTrust trust) {
    return trusting(trust);
  }

  private static HttpComponent trusting(TlsTrust trust) {
    SsrfSafeHttpComponent component = new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE);
    TrustManagersParameters trusted = new TrustManagersParameters();
    trusted.setTrustManager(trust.trustManager());
    SSLContextParameters tls = new SSLContextParameters();
    tls.setTrustManagers(trusted);
    component.trust(tls);
    return component;
  }

  /** The outbox alone repeats; an answer's cookies and redirects are not followed. */
  @Bean("http-client-rules")
  public static HttpClientConfigurer httpClientRules() {
    return client ->
        client.disableRedirectHandling().disableCookieManagement().disableAuthCaching();
  }
}
