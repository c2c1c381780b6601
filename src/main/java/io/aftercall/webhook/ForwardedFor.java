package io.aftercall.webhook;

import io.aftercall.config.CidrRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Who calls, when proxies of ours stand between: only what they say is believed. */
record ForwardedFor(List<CidrRange> trusted) {

  /**
   * The right-most address that is no trusted proxy: all to its left anybody may have written.
   *
   * @return empty when it cannot be told
   */
  Optional<InetAddress> caller(WebhookRequest webhookRequest) {
    InetAddress nearest = webhookRequest.peer();
    if (nearest == null || !trusts(nearest)) {
      return Optional.ofNullable(nearest);
    }
    String forwarded = webhookRequest.header().apply("X-Forwarded-For");
    String[] hops = forwarded == null ? new String[0] : forwarded.split(",");
    for (int i = hops.length - 1; i >= 0; i--) {
      Optional<InetAddress> hop = CidrRange.address(withoutPort(hops[i].strip()));
      if (hop.isEmpty() || !trusts(hop.get())) {
        return hop;
      }
      nearest = hop.get();
    }
    return Optional.of(nearest);
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(cidrRange -> cidrRange.contains(address));
  }

  /** Some proxies write {@code 203.0.113.7:4711} and {@code [2001:db8::7]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
