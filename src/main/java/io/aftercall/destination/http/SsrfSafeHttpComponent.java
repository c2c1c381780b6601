package io.aftercall.destination.http;

import io.aftercall.config.AllowedNetworks;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's {@code http:} and {@code https:}, which go nowhere but to public addresses and to those
 * the deliver route allows ({@link AllowedNetworks}), follow no redirect to another host, always
 * hold a certificate against the host's name, and read every answer to a bound and within a time
 * ({@link ResponseReader}).
 */
public final class SsrfSafeHttpComponent extends HttpComponent {
  /** Under this name Camel puts the exchange beside a request whenever somebody listens. */
  private static final String EXCHANGE = "org.apache.camel.Exchange";

  /** For all of a request, twice what the kamelets wait for the beginning of its answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A head that has no end is hung up on. */
  private static final Http1Config HEADS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private final DnsResolver names;
  private final Duration patience;
  private SSLContextParameters trusted;

  /**
   * @param names what a name leads to
   */
  public SsrfSafeHttpComponent(DnsResolver names) {
    this(names, PATIENCE);
  }

  /**
   * @param patience from dialling to the last byte of an answer
   */
  SsrfSafeHttpComponent(DnsResolver names, Duration patience) {
    this.names = names;
    this.patience = patience;
    setHttpActivityListener(new Silent());
  }

  /**
   * Holds certificates against these. As parameters of the component itself they would make Camel
   * speak TLS to the address of a route's own {@code http:} step.
   */
  void trust(SSLContextParameters authorities) {
    trusted = authorities;
  }

  @Override
  protected HttpClientConnectionManager createConnectionManager(
      Registry<ConnectionSocketFactory> registry,
      int maxTotalConnections,
      int connectionsPerRoute,
      SocketConfig socketConfig) {
    SsrfSafeConnector dialing =
        new SsrfSafeConnector(
            names,
            permitted -> new DefaultHttpClientConnectionOperator(registry, null, permitted),
            SsrfSafeHttpComponent::reach);
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            dialing,
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.ofMilliseconds(getConnectionTimeToLive()),
            ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build());
    manager.setMaxTotal(maxTotalConnections == 0 ? getMaxTotalConnections() : maxTotalConnections);
    manager.setDefaultMaxPerRoute(
        connectionsPerRoute == 0 ? getConnectionsPerRoute() : connectionsPerRoute);
    manager.setDefaultSocketConfig(socketConfig);
    return manager;
  }

  @Override
  protected Registry<ConnectionSocketFactory> createConnectionRegistry(
      HostnameVerifier verifier, SSLContextParameters tls, boolean systemProperties)
      throws GeneralSecurityException, IOException {
    return super.createConnectionRegistry(
        new DefaultHostnameVerifier(), tls == null ? trusted : tls, systemProperties);
  }

  /** Ours comes last, so that no route can take it back. */
  @Override
  protected HttpClientConfigurer createHttpClientConfigurer(
      Map<String, Object> parameters, boolean secure) throws Exception {
    return CompositeHttpConfigurer.combineConfigurers(
        super.createHttpClientConfigurer(parameters, secure), this::guard);
  }

  private void guard(HttpClientBuilder client) {
    client
        .setRedirectStrategy(new SameHostRedirectStrategy())
        // Repeats are the outbox's: it knows whether a delivery is still ours and asks each time.
        .disableAutomaticRetries()
        // A connection that one destination may have is not another's.
        .addExecInterceptorFirst(
            "reach",
            (request, scope, chain) -> {
              scope.clientContext.setUserToken(reach(scope.clientContext));
              return chain.proceed(request, scope);
            })
        .addExecInterceptorFirst("response", new ResponseReader(patience));
  }

  private static AllowedNetworks reach(HttpContext context) {
    Exchange exchange = exchange(context);
    return exchange == null
        ? AllowedNetworks.PUBLIC
        : exchange.getProperty(
            AllowedNetworks.PROPERTY, AllowedNetworks.PUBLIC, AllowedNetworks.class);
  }

  /** For which a request is under way; null when nobody knows. */
  public static Exchange exchange(HttpContext context) {
    return context.getAttribute(EXCHANGE) instanceof Exchange exchange ? exchange : null;
  }

  /** Listens so that the exchange comes along, and says nothing. */
  private static final class Silent implements HttpActivityListener {
    @Override
    public void onRequestSubmitted(
        Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {}

    @Override
    public void onResponseReceived(
        Object source,
        Exchange exchange,
        HttpHost host,
        HttpResponse response,
        HttpEntity entity,
        long elapsed) {}
  }
}
