package io.aftercall.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * How people sign in with the company's own login (OpenID Connect): {@code aftercall.login.*}.
 *
 * @param issuer address under which {@code /.well-known/openid-configuration} is found
 * @param name as it stands on the button
 * @param claim where the provider says what somebody is; dots go down: {@code realm_access.roles}
 * @param roles which values of the claim give which role
 * @param recheck how long what it said of somebody holds; then they sign in again
 */
record OidcSettings(
    String issuer,
    Client client,
    String name,
    String claim,
    Map<Role, List<String>> roles,
    Duration recheck) {
  private static final String PREFIX = "aftercall.login.";

  /** How we are known there. */
  record Client(String id, String secret) {
    @Override
    public String toString() {
      return "client " + id;
    }
  }

  /**
   * Empty when no issuer is set.
   *
   * @throws InvalidConfigurationPropertyValueException names the setting and what to do, without
   *     its value
   */
  static Optional<OidcSettings> of(Environment environment) {
    String issuer = text(environment, "issuer", "");
    if (issuer.isEmpty()) {
      for (String other : List.of("client-id", "client-secret")) {
        if (!text(environment, other, "").isEmpty()) {
          throw wrong(
              "issuer",
              "is not set, but %s%s is: set the address of the company's login, or take both out"
                  .formatted(PREFIX, other));
        }
      }
      return Optional.empty();
    }
    needsAddress(issuer);
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      roles.put(role, list(text(environment, role.text(), "")));
    }
    if (roles.values().stream().allMatch(List::isEmpty)) {
      throw wrong(
          "issuer",
          "is set, but nobody would get in: say which values of the claim give which role, in"
              + " aftercall.login.viewer, .operator or .admin");
    }
    return Optional.of(
        new OidcSettings(
            issuer,
            new Client(needed(environment, "client-id"), needed(environment, "client-secret")),
            text(environment, "name", "the company's login"),
            text(environment, "claim", "roles"),
            roles,
            recheck(text(environment, "recheck", "15m"))));
  }

  private static void needsAddress(String issuer) {
    URI address;
    try {
      address = new URI(issuer);
    } catch (URISyntaxException e) {
      throw wrong("issuer", "is no address; it looks like https://login.example.com/realms/x");
    }
    if (address.getHost() == null) {
      throw wrong("issuer", "must begin with https:// and name a host");
    }
    boolean here = "127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost());
    if (!"https".equals(address.getScheme()) && !here) {
      throw wrong("issuer", "must begin with https://");
    }
    if (issuer.contains("/.well-known/")) {
      throw wrong("issuer", "ends before /.well-known/…, which is found from there");
    }
  }

  private static Duration recheck(String text) {
    try {
      Duration recheck = DurationStyle.detectAndParse(text);
      if (recheck.toMillis() > 0) {
        return recheck;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Told below.
    }
    throw wrong("recheck", "is no duration above zero, such as 15m or 1h");
  }

  private static String needed(Environment environment, String name) {
    String value = text(environment, name, "");
    if (value.isEmpty()) {
      throw wrong(name, "is needed, for " + PREFIX + "issuer is set");
    }
    return value;
  }

  private static InvalidConfigurationPropertyValueException wrong(String name, String reason) {
    return new InvalidConfigurationPropertyValueException(PREFIX + name, null, reason);
  }

  private static String text(Environment environment, String name, String otherwise) {
    String value = environment.getProperty(PREFIX + name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /** The highest role that one of these values gives. */
  Optional<Role> role(List<String> values) {
    return Arrays.stream(Role.values())
        .filter(role -> roles.get(role).stream().anyMatch(values::contains))
        .reduce((less, more) -> more);
  }
}
