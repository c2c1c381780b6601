package io.aftercall.destination.http;

import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/** A redirect is followed to the same scheme, host and port only; any other is the answer. */
final class SameHostRedirectStrategy extends DefaultRedirectStrategy {
  @Override
  public boolean isRedirectAllowed(
      HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
    return from.getSchemeName().equals(to.getSchemeName())
        && from.getHostName().equalsIgnoreCase(to.getHostName())
        && port(from) == port(to);
  }

  private static int port(HttpHost host) {
    return DefaultSchemePortResolver.INSTANCE.resolve(host);
  }
}
