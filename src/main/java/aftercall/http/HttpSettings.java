package aftercall.http;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/** The settings that deliver routes name: addresses and what is secret about them. */
final class HttpSettings {
  private final UnaryOperator<String> values;

  /**
   * @param values value by name, null or empty when unset
   */
  HttpSettings(UnaryOperator<String> values) {
    this.values = values;
  }

  boolean has(String name) {
    String value = values.apply(name);
    return value != null && !value.isBlank();
  }

  String text(String name) throws NotConfigured {
    String value = values.apply(name);
    if (value == null || value.isBlank()) {
      throw new NotConfigured("not configured: set " + variable(name), null);
    }
    return value.strip();
  }

  URI address(String name) throws NotConfigured {
    String value = text(name);
    try {
      URI address = URI.create(value);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw new NotConfigured("not configured: " + variable(name) + " is no address", malformed);
    }
    throw new NotConfigured("not configured: " + variable(name) + " is no address", null);
  }

  WebhookSignature signature(String name) throws NotConfigured {
    try {
      return WebhookSignature.with(text(name));
    } catch (IllegalArgumentException malformed) {
      throw new NotConfigured(
          "not configured: " + variable(name) + " must be whsec_ and Base64", null);
    }
  }

  private static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
