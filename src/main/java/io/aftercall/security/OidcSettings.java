package io.aftercall.security;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * How people sign in with the company's own login (OpenID Connect): {@code aftercall.login.*}.
 *
 * @param issuer address under which {@code /.well-known/openid-configuration} is found
 * @param name as it stands on the button
 * @param claim where the provider says what somebody is; dots go down: {@code realm_access.roles}
 * @param roles which values of the claim give which role
 */
record OidcSettings(
    String issuer, Client client, String name, String claim, Map<Role, List<String>> roles) {
  private static final String PREFIX = "aftercall.login.";

  /** How we are known there. */
  record Client(String id, String secret) {
    @Override
    public String toString() {
      return "client " + id;
    }
  }

  /** Empty when no issuer is set. */
  static Optional<OidcSettings> of(Environment environment) {
    String issuer = text(environment, "issuer", "");
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    needsHttps(issuer);
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      roles.put(role, list(text(environment, role.text(), "")));
    }
    if (roles.values().stream().allMatch(List::isEmpty)) {
      throw new IllegalStateException(
          "aftercall.login.issuer is set, but nobody would get in: say which values of the claim "
              + "give which role, in aftercall.login.viewer, .operator or .admin");
    }
    return Optional.of(
        new OidcSettings(
            issuer,
            new Client(needed(environment, "client-id"), needed(environment, "client-secret")),
            text(environment, "name", "the company's login"),
            text(environment, "claim", "roles"),
            roles));
  }

  private static void needsHttps(String issuer) {
    URI address = URI.create(issuer);
    boolean here = "127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost());
    if (!"https".equals(address.getScheme()) && !here) {
      throw new IllegalStateException("aftercall.login.issuer must begin with https://");
    }
  }

  private static String needed(Environment environment, String name) {
    String value = text(environment, name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "aftercall.login.issuer is set, so aftercall.login." + name + " is needed too");
    }
    return value;
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
