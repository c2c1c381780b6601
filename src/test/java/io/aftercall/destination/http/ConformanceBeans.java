package io.aftercall.destination.http;

import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** The beans behind the HTTP kamelets, with a client that soon loses its patience. */
final class ConformanceBeans extends HttpStage {
  private final Duration patience;

  ConformanceBeans(Duration patience) {
    this.patience = patience;
  }

  ConformanceBeans set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  @Override
  Map<String, Object> beans() {
    Map<String, Object> beans = new java.util.HashMap<>(super.beans());
    beans.put(
        "http-component", new SsrfSafeHttpComponent(SystemDefaultDnsResolver.INSTANCE, patience));
    return beans;
  }
}
