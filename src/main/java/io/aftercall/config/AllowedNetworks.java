package io.aftercall.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a destination may be sent to although the address is not a public one: the option {@code
 * allowIps} of a deliver route. Rides in the exchange property {@link #PROPERTY}.
 *
 * @param networks nothing beyond public addresses when empty
 */
public record AllowedNetworks(List<CidrRange> networks) {
  public static final String PROPERTY = "aftercall.reach";
  public static final AllowedNetworks PUBLIC = new AllowedNetworks(List.of());

  /** How the option is written. */
  public static final String HINT =
      "the system's own address or a small range, as in 10.20.0.7, 10.20.0.0/24 or fd12:3456::/64;"
          + " several with commas";

  /** Wider ones would let everything in. */
  private static final int FEWEST_BITS_V4 = 8;

  private static final int FEWEST_BITS_V6 = 32;

  public AllowedNetworks {
    networks = List.copyOf(networks);
  }

  /**
   * @param written addresses and ranges with commas between; blank is {@link #PUBLIC}
   * @return empty when one of them is neither, or so wide that it would switch the guard off
   */
  public static Optional<AllowedNetworks> parse(String written) {
    List<CidrRange> cidrRanges = new ArrayList<>();
    for (String part : written.split(",")) {
      String text = part.strip();
      if (!text.isEmpty()) {
        CidrRange cidrRange = CidrRange.parse(text).orElse(null);
        if (cidrRange == null || cidrRange.isWiderThan(FEWEST_BITS_V4, FEWEST_BITS_V6)) {
          return Optional.empty();
        }
        cidrRanges.add(cidrRange);
      }
    }
    return Optional.of(cidrRanges.isEmpty() ? PUBLIC : new AllowedNetworks(cidrRanges));
  }

  public boolean includes(InetAddress address) {
    return networks.stream().anyMatch(cidrRange -> cidrRange.contains(address));
  }
}
