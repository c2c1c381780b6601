package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First and last addresses of ranges, their neighbours, and the disguises they come in. */
class NonPublicRangesTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, an address of this host",
    "0.255.255.255, an address of this host",
    "10.0.0.0, a private address",
    "10.255.255.255, a private address",
    "100.64.0.0, an address behind a provider's NAT",
    "100.127.255.255, an address behind a provider's NAT",
    "100.100.100.200, a cloud's metadata service",
    "127.0.0.1, a loopback address",
    "127.255.255.254, a loopback address",
    "168.63.129.16, a cloud's metadata service",
    "169.254.0.1, a link-local address",
    "169.254.169.254, a cloud's metadata service",
    "169.254.170.2, a cloud's metadata service",
    "169.254.255.255, a link-local address",
    "172.16.0.0, a private address",
    "172.31.255.255, a private address",
    "192.0.0.8, a reserved address",
    "192.0.0.192, a cloud's metadata service",
    "192.0.2.1, an address for documentation",
    "192.88.99.1, an address of a tunnel (6to4)",
    "192.168.0.0, a private address",
    "192.168.255.255, a private address",
    "198.18.0.1, an address of a benchmark network",
    "198.19.255.255, an address of a benchmark network",
    "198.51.100.7, an address for documentation",
    "203.0.113.7, an address for documentation",
    "224.0.0.1, a multicast address",
    "239.255.255.255, a multicast address",
    "240.0.0.1, a reserved address",
    "255.255.255.255, a reserved address",
    "::, an address of this host",
    "::1, a loopback address",
    "::7f00:1, an IPv4 address in IPv6 clothes",
    "::ffff:127.0.0.1, a loopback address",
    "::ffff:10.1.2.3, a private address",
    "::ffff:169.254.169.254, a cloud's metadata service",
    "::ffff:0:10.0.0.1, an IPv4 address in IPv6 clothes",
    "64:ff9b::7f00:1, a loopback address behind NAT64",
    "64:ff9b::10.0.0.1, a private address behind NAT64",
    "64:ff9b::a9fe:a9fe, a cloud's metadata service behind NAT64",
    "64:ff9b:1::1, an IPv4 address in IPv6 clothes",
    "100::1, a reserved address",
    "200::1, a reserved address",
    "2001::1, an address of a tunnel (Teredo)",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2, an address of a tunnel (Teredo)",
    "2001:2::1, an address of a benchmark network",
    "2001:10::1, a reserved address",
    "2001:db8::1, an address for documentation",
    "2002:7f00:1::, an address of a tunnel (6to4)",
    "2002:c0a8:101::1, an address of a tunnel (6to4)",
    "3fff::1, an address for documentation",
    "4000::1, a reserved address",
    "5f00::1, a reserved address",
    "fc00::1, a private address",
    "fd00:ec2::254, a cloud's metadata service",
    "fd20:ce::254, a cloud's metadata service",
    "fdff:ffff::1, a private address",
    "fe80::1, a link-local address",
    "febf::1, a link-local address",
    "fec0::1, a site-local address",
    "ff02::1, a multicast address",
    // Other ways to write 127.0.0.1 and 10.0.0.1, as the Java resolver reads them.
    "2130706433, a loopback address",
    "127.1, a loopback address",
    "10.1, a private address",
  })
  void isRefusedByItsKind(String address, String kind) throws UnknownHostException {
    assertThat(NonPublicRanges.kind(InetAddress.getByName(address))).hasValue(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2606:4700::1111",
        "2a00:1450::1",
      })
  void isPublic(String address) throws UnknownHostException {
    assertThat(NonPublicRanges.kind(InetAddress.getByName(address))).isEmpty();
  }
}
