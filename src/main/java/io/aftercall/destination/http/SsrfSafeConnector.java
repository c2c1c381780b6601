package io.aftercall.destination.http;

import io.aftercall.config.AllowedNetworks;
import io.aftercall.config.NonPublicRanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Dials only addresses that the destination may be sent to. The very addresses that were judged are
 * dialled, so a name that answers otherwise the second time gains nothing.
 */
final class SsrfSafeConnector implements HttpClientConnectionOperator {
  private final DnsResolver names;
  private final Function<DnsResolver, HttpClientConnectionOperator> dialing;
  private final Function<HttpContext, AllowedNetworks> reaches;
  private final Map<AllowedNetworks, HttpClientConnectionOperator> byReach =
      new ConcurrentHashMap<>();

  /**
   * @param names what a name leads to
   * @param dialing how to dial by what a resolver says
   * @param reaches what the request under way may reach beyond public addresses
   */
  SsrfSafeConnector(
      DnsResolver names,
      Function<DnsResolver, HttpClientConnectionOperator> dialing,
      Function<HttpContext, AllowedNetworks> reaches) {
    this.names = names;
    this.dialing = dialing;
    this.reaches = reaches;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      InetSocketAddress localAddress,
      TimeValue connectTimeout,
      SocketConfig config,
      HttpContext context)
      throws IOException {
    of(context).connect(connection, host, localAddress, connectTimeout, config, context);
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      NamedEndpoint name,
      InetSocketAddress localAddress,
      Timeout connectTimeout,
      SocketConfig config,
      Object attachment,
      HttpContext context)
      throws IOException {
    of(context)
        .connect(connection, host, name, localAddress, connectTimeout, config, attachment, context);
  }

  @Override
  public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context)
      throws IOException {
    of(context).upgrade(connection, host, context);
  }

  @Override
  public void upgrade(
      ManagedHttpClientConnection connection,
      HttpHost host,
      NamedEndpoint name,
      Object attachment,
      HttpContext context)
      throws IOException {
    of(context).upgrade(connection, host, name, attachment, context);
  }

  private HttpClientConnectionOperator of(HttpContext context) {
    return byReach.computeIfAbsent(
        reaches.apply(context),
        allowedNetworks -> dialing.apply(new Permitted(names, allowedNetworks)));
  }

  /** Leaves out what may not be dialled. */
  private record Permitted(DnsResolver names, AllowedNetworks reach) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnsupportedOperationException("addresses are asked for together with their port");
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
      List<InetSocketAddress> permitted = new ArrayList<>();
      ForbiddenAddressException refusal = null;
      for (InetAddress address : names.resolve(host)) {
        String kind = NonPublicRanges.kind(address).orElse(null);
        if (kind == null || reach.includes(address)) {
          permitted.add(new InetSocketAddress(address, port));
        } else if (refusal == null) {
          refusal = new ForbiddenAddressException(address, kind);
        }
      }
      if (permitted.isEmpty() && refusal != null) {
        throw refusal;
      }
      return permitted;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return names.resolveCanonicalHostname(host);
    }
  }
}
