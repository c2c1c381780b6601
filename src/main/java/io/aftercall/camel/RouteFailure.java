package io.aftercall.camel;

import io.aftercall.mapping.jq.RuleTooLongException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * A route's failure in words that may be shown and logged: where it happened and of what kind.
 * Foreign messages stay out, for they quote values of the call.
 */
final class RouteFailure {
  private RouteFailure() {}

  /** The machine's own failure among the causes, as for want of memory or stack; or null. */
  static VirtualMachineError machine(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < 50;
        cause = cause.getCause(), depth++) {
      if (cause instanceof VirtualMachineError machine) {
        return machine;
      }
    }
    return null;
  }

  static String explain(Exchange exchange, Throwable failure) {
    RuleTooLongException rule = RuleTooLongException.in(failure);
    if (rule != null) {
      return rule.getMessage();
    }
    String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
    String at = route == null ? exchange.getFromRouteId() : route;
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof ConditionFailedException) {
      return cause.getMessage();
    }
    String what =
        cause instanceof IllegalStateException
                && cause.getStackTrace().length > 0
                && cause.getStackTrace()[0].getClassName().startsWith("io.aftercall.")
            ? cause.getMessage()
            : cause.getClass().getSimpleName();
    return "route " + at + " failed: " + what;
  }
}
