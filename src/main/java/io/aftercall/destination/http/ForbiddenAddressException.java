package io.aftercall.destination.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Nothing was dialled: the name leads to an address that a destination may not be sent to. */
final class ForbiddenAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  /**
   * @param kind what the address is, with its article
   */
  ForbiddenAddressException(InetAddress address, String kind) {
    super(
        "HTTP: the address leads to "
            + address.getHostAddress()
            + ", "
            + kind
            + ", and nothing is sent there; if it is the system you mean, add allowIps: \""
            + address.getHostAddress()
            + "\" to the parameters of this destination's outbox: in routes/deliver");
  }
}
