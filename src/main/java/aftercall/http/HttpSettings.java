package aftercall.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The settings that deliver routes name: addresses and what is secret about them. */
final class HttpSettings {
  private static final String NOWHERE = "rehearsal.invalid";

  private final UnaryOperator<String> values;
  private final boolean rehearsal;

  /**
   * @param values value by name, null or empty when unset
   * @param rehearsal whether what is unset counts as set to something that fits and leads nowhere
   */
  HttpSettings(UnaryOperator<String> values, boolean rehearsal) {
    this.values = values;
    this.rehearsal = rehearsal;
  }

  boolean has(String name) {
    return given(name).isPresent();
  }

  /** Without the blanks around it; empty when unset. */
  Optional<String> given(String name) {
    return given(name, NOWHERE);
  }

  private Optional<String> given(String name, String inRehearsal) {
    return Optional.ofNullable(values.apply(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .or(() -> rehearsal ? Optional.of(inRehearsal) : Optional.empty());
  }

  String text(String name) throws NotConfigured {
    return text(name, NOWHERE);
  }

  private String text(String name, String inRehearsal) throws NotConfigured {
    return given(name, inRehearsal).orElseThrow(() -> new NotConfigured(unset(name), null));
  }

  /** What to say when it is unset. */
  static String unset(String name) {
    return "not configured: set " + variable(name);
  }

  URI address(String name) throws NotConfigured {
    String value = text(name, "https://" + NOWHERE);
    try {
      URI address = URI.create(value);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw noAddress(name, malformed);
    }
    throw noAddress(name, null);
  }

  static NotConfigured noAddress(String name, Throwable cause) {
    return new NotConfigured("not configured: " + variable(name) + " is no address", cause);
  }

  WebhookSignature signature(String name) throws NotConfigured {
    try {
      return WebhookSignature.with(text(name, "whsec_cmVoZWFyc2FsLXJlaGVhcnNhbC1yZWhlYXJzYWw="));
    } catch (IllegalArgumentException malformed) {
      throw new NotConfigured(
          "not configured: " + variable(name) + " must be whsec_ and Base64", null);
    }
  }

  private static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
