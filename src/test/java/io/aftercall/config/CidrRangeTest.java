package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrRangeTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "203.0.113.7/32, 203.0.113.7, true",
    "10.0.0.0/8, 10.255.0.1, true",
    "10.1.2.3/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.128.0/17, 192.168.128.1, true",
    "192.168.128.0/17, 192.168.127.255, false",
    "192.168.4.0/30, 192.168.4.3, true",
    "192.168.4.0/30, 192.168.4.4, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false",
    "203.0.113.0/24, ::ffff:203.0.113.9, true",
    "::1, 0:0:0:0:0:0:0:1, true",
  })
  void holdsTheAddressesOfItsRange(String network, String address, boolean holds) {
    assertThat(
            CidrRange.parse(network)
                .orElseThrow()
                .contains(CidrRange.address(address).orElseThrow()))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "localhost",
        "10.0.0",
        "10",
        "0x7f.0.0.1",
        "1.2.3.256",
        "1.2.3.4/",
        "1.2.3.4/-1",
        "1.2.3.4/33",
        "1.2.3.4/8/8",
        "::1/129",
        ":::",
        "fe80::1%eth0",
        "dead.beef",
        "1.2.3.4 ",
        "[::1]"
      })
  void whatIsNoRangeIsNone(String text) {
    assertThat(CidrRange.parse(text)).isEmpty();
  }
}
