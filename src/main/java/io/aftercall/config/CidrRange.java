package io.aftercall.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses as CIDR writes it: {@code 203.0.113.0/24}, {@code 2001:db8::/32}. */
public final class CidrRange {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");

  private final byte[] start;
  private final int bits;

  private CidrRange(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * @param text an address, which is a range of one, or an address, a slash and the bits that count
   * @return empty when it is neither
   */
  public static Optional<CidrRange> parse(String text) {
    int slash = text.indexOf('/');
    String bits = slash < 0 ? null : text.substring(slash + 1);
    return address(slash < 0 ? text : text.substring(0, slash))
        .map(InetAddress::getAddress)
        .filter(start -> bits == null || isLength(bits, start.length * 8))
        .map(
            start ->
                new CidrRange(start, bits == null ? start.length * 8 : Integer.parseInt(bits)));
  }

  private static boolean isLength(String bits, int most) {
    return BITS.matcher(bits).matches() && Integer.parseInt(bits) <= most;
  }

  /** An address written in digits; a name is none, for it would have to be looked up. */
  public static Optional<InetAddress> address(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** An IPv4 address in IPv6 clothes ({@code ::ffff:203.0.113.7}) is that IPv4 address. */
  public boolean contains(InetAddress address) {
    byte[] asked = address.getAddress();
    if (asked.length != start.length) {
      return false;
    }
    for (int i = 0; i * 8 < bits; i++) {
      int mask = 0xff00 >> Math.min(8, bits - i * 8);
      if (((asked[i] ^ start[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether fewer leading bits count than these. */
  boolean isWiderThan(int bitsOfV4, int bitsOfV6) {
    return bits < (start.length == 4 ? bitsOfV4 : bitsOfV6);
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(start).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
