package io.aftercall.webhook.server;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Of a request's headers, query and form nothing becomes a header in Camel, where some names steer
 * components. The intake reads what it needs from the request itself.
 */
final class DropAllHeaders extends HttpHeaderFilterStrategy {
  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
