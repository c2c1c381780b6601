package aftercall.http;

import aftercall.delivery.DryAnswer;
import aftercall.delivery.Needs;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The steps and the client's rules behind the HTTP kamelet. */
@Configuration(proxyBeanMethods = false)
public class HttpRoom {

  @Bean
  HttpSettings httpSettings(Environment environment) {
    boolean rehearsal = environment.acceptsProfiles(Profiles.of("aftercall-rehearsal"));
    return new HttpSettings(environment::getProperty, rehearsal);
  }

  @Bean
  HttpAnswers httpAnswers(InstantSource clock) {
    return new HttpAnswers(clock);
  }

  @Bean
  HttpFailures httpFailures(HttpAnswers answers) {
    return new HttpFailures(answers);
  }

  @Bean("http-posts")
  PostSteps httpPosts(
      HttpSettings settings, HttpAnswers answers, HttpFailures failures, InstantSource clock) {
    return new PostSteps(settings, answers, failures, clock);
  }

  @Bean("http-token")
  TokenSteps httpToken(HttpSettings settings, InstantSource clock) {
    return new TokenSteps(settings, clock);
  }

  @Bean("http-json")
  JsonSteps httpJson(
      HttpSettings settings, HttpAnswers answers, HttpFailures failures, TokenSteps tokens) {
    return new JsonSteps(settings, answers, failures, tokens);
  }

  @Bean
  Needs httpNeeds(PostSteps posts, JsonSteps json) {
    return step -> posts.missing(step).or(() -> json.missing(step));
  }

  /** In a dry run a question finds nothing; what would be sent is only noted. */
  @Bean
  DryAnswer httpDryAnswer() {
    return uri -> uri.matches("http:[^?/]*/_[^?]*(\\?.*)?") ? Optional.of("{}") : Optional.empty();
  }

  @Bean("http-recordings")
  RecordingSteps httpRecordings(Archives archives, HttpAnswers answers, HttpFailures failures) {
    return new RecordingSteps(archives, answers, failures);
  }

  @Bean
  Archives archives(HttpSettings settings) {
    return new Archives(settings);
  }

  @Bean
  Needs recordingNeeds(RecordingSteps recordings) {
    return recordings::missing;
  }

  @Bean("http-objects")
  ObjectSteps httpObjects(
      HttpSettings settings, HttpAnswers answers, HttpFailures failures, InstantSource clock) {
    return new ObjectSteps(settings, answers, failures, clock);
  }

  @Bean
  Needs objectNeeds(ObjectSteps objects) {
    return objects::missing;
  }

  /** Camel finds its component for {@code http:} by this name. */
  @Bean("http-component")
  HttpComponent guardedHttp() {
    return new GuardedHttp(SystemDefaultDnsResolver.INSTANCE);
  }

  @Bean("https-component")
  HttpComponent guardedHttps() {
    return new GuardedHttp(SystemDefaultDnsResolver.INSTANCE);
  }

  /** The outbox alone repeats; an answer's cookies and redirects are not followed. */
  @Bean("http-client-rules")
  static HttpClientConfigurer httpClientRules() {
    return client ->
        client.disableRedirectHandling().disableCookieManagement().disableAuthCaching();
  }

  /** Part of a file can only be asked for as it is. */
  @Bean("http-download-rules")
  static HttpClientConfigurer httpDownloadRules() {
    return client -> {
      httpClientRules().configureHttpClient(client);
      client
          .disableContentCompression()
          .addExecInterceptorFirst(
              "hang-up",
              (request, scope, chain) -> {
                Exchange exchange = GuardedHttp.exchange(scope.clientContext);
                if (exchange != null) {
                  Runnable hangUp = scope.execRuntime::discardEndpoint;
                  exchange.setProperty(RecordingSteps.HANG_UP, hangUp);
                }
                return chain.proceed(request, scope);
              });
    };
  }
}
