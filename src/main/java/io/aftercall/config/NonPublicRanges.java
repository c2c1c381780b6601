package io.aftercall.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses at which no stranger's word may make us knock: the special-purpose registries of IANA,
 * and the places where clouds keep their credentials. Narrow ranges stand before the wide ones they
 * lie in.
 */
public final class NonPublicRanges {
  private static final Map<CidrRange, String> KINDS = new LinkedHashMap<>();

  /** RFC 6052: the last four bytes are the IPv4 address that is meant. */
  private static final CidrRange NAT64 = network("64:ff9b::/96");

  /** The rest of IPv6 is not given out to anybody. */
  private static final CidrRange GLOBAL_V6 = network("2000::/3");

  static {
    String metadata = "a cloud's metadata service";
    put(metadata, "169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192");
    put(metadata, "168.63.129.16", "fd00:ec2::254", "fd20:ce::254");
    put("an address of this host", "0.0.0.0/8", "::");
    put("a loopback address", "127.0.0.0/8", "::1");
    put("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
    put("an address behind a provider's NAT", "100.64.0.0/10");
    put("a link-local address", "169.254.0.0/16", "fe80::/10");
    put("a site-local address", "fec0::/10");
    put("a multicast address", "224.0.0.0/4", "ff00::/8");
    put("an address of a benchmark network", "198.18.0.0/15", "2001:2::/48");
    put("an address for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
    put("an address for documentation", "2001:db8::/32", "3fff::/20");
    put("an address of a tunnel (6to4)", "2002::/16", "192.88.99.0/24");
    put("an address of a tunnel (Teredo)", "2001::/32");
    put("an IPv4 address in IPv6 clothes", "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48");
    put("a reserved address", "192.0.0.0/24", "240.0.0.0/4", "2001::/23", "100::/64");
  }

  private NonPublicRanges() {}

  /** What the address is, with its article; empty when it is a public one. */
  public static Optional<String> kind(InetAddress address) {
    for (Map.Entry<CidrRange, String> range : KINDS.entrySet()) {
      if (range.getKey().contains(address)) {
        return Optional.of(range.getValue());
      }
    }
    if (NAT64.contains(address)) {
      return kind(embedded(address)).map(kind -> kind + " behind NAT64");
    }
    boolean unassigned = address.getAddress().length == 16 && !GLOBAL_V6.contains(address);
    return unassigned ? Optional.of("a reserved address") : Optional.empty();
  }

  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(String kind, String... ranges) {
    for (String range : ranges) {
      KINDS.put(network(range), kind);
    }
  }

  private static CidrRange network(String range) {
    return CidrRange.parse(range).orElseThrow(() -> new IllegalStateException(range));
  }
}
