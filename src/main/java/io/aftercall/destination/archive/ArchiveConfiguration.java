package io.aftercall.destination.archive;

import io.aftercall.destination.RequiredSettings;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.http.HttpExceptionClassifier;
import io.aftercall.destination.http.HttpSettings;
import io.aftercall.destination.http.HttpStatusClassifier;
import io.aftercall.destination.http.SsrfSafeHttpComponent;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the beans behind the kamelets that archive recordings. */
@Configuration(proxyBeanMethods = false)
public class ArchiveConfiguration {

  @Bean("http-recordings")
  RecordingSteps httpRecordings(
      Archives archives, HttpStatusClassifier answers, HttpExceptionClassifier failures) {
    return new RecordingSteps(archives, answers, failures);
  }

  @Bean
  Archives archives(HttpSettings settings) {
    return new Archives(settings);
  }

  @Bean
  RequiredSettings recordingNeeds(RecordingSteps recordings) {
    return recordings::missing;
  }

  @Bean("http-objects")
  S3PutSteps httpObjects(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      InstantSource clock) {
    return new S3PutSteps(settings, answers, failures, clock);
  }

  @Bean
  RequiredSettings objectNeeds(S3PutSteps objects) {
    return objects::missing;
  }

  /** Part of a file can only be asked for as it is. */
  @Bean("http-download-rules")
  public static HttpClientConfigurer httpDownloadRules() {
    return client -> {
      HttpConfiguration.httpClientRules().configureHttpClient(client);
      client
          .disableContentCompression()
          .addExecInterceptorFirst(
              "hang-up",
              (request, scope, chain) -> {
                Exchange exchange = SsrfSafeHttpComponent.exchange(scope.clientContext);
                if (exchange != null) {
                  Runnable hangUp = scope.execRuntime::discardEndpoint;
                  exchange.setProperty(RecordingSteps.HANG_UP, hangUp);
                }
                return chain.proceed(request, scope);
              });
    };
  }
}
