package io.aftercall.camel;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A route's failure in words that may be shown and logged: where it happened and of what kind.
 * Foreign messages stay out, for they quote values of the call.
 */
final class RouteFailure {
  private RouteFailure() {}

  static String explain(Exchange exchange, Throwable failure) {
    String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
    String at = route == null ? exchange.getFromRouteId() : route;
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String what =
        cause instanceof IllegalStateException
                && cause.getStackTrace().length > 0
                && cause.getStackTrace()[0].getClassName().startsWith("aftercall.")
            ? cause.getMessage()
            : cause.getClass().getSimpleName();
    return "route " + at + " failed: " + what;
  }
}
