package io.aftercall.destination.http;

import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.RequiredSettings;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The steps and the client's rules behind the HTTP kamelet. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

  @Bean
  HttpSettings httpSettings(Environment environment) {
    boolean dryRun = environment.acceptsProfiles(Profiles.of("aftercall-rehearsal"));
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
  TokenSteps httpToken(HttpSettings settings, InstantSource clock) {
    return new TokenSteps(settings, clock);
  }

  @Bean("http-json")
  JsonSteps httpJson(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      TokenSteps tokens) {
    return new JsonSteps(settings, answers, failures, tokens);
  }

  @Bean
  RequiredSettings httpNeeds(JsonPostSteps posts, JsonSteps json) {
    return step -> posts.missing(step).or(() -> json.missing(step));
  }

  /** In a dry run a question finds nothing; what would be sent is only noted. */
  @Bean
  DryRunResponder httpDryAnswer() {
    return uri -> uri.matches("http:[^?/]*/_[^?]*(\\?.*)?") ? Optional.of("{}") : Optional.empty();
  }

  /** Camel finds its component for {@code http:} by this name. */
  @Bean("http-component")
  HttpComponent guardedHttp() {
    return new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE);
  }

  @Bean("https-component")
  HttpComponent guardedHttps() {
    return new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE);
  }

  /** The outbox alone repeats; an answer's cookies and redirects are not followed. */
  @Bean("http-client-rules")
  public static HttpClientConfigurer httpClientRules() {
    return client ->
        client.disableRedirectHandling().disableCookieManagement().disableAuthCaching();
  }
}
