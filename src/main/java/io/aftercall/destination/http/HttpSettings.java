package io.aftercall.destination.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The settings that deliver routes name: addresses and what is secret about them. */
public final class HttpSettings {
  /** The host of what is unset in a dry run. */
  static final String NOWHERE = "dry-run.invalid";

  private final UnaryOperator<String> values;
  private final boolean dryRun;

  /**
   * @param values value by name, null or empty when unset
   * @param dry run whether what is unset counts as set to something that fits and leads nowhere
   */
  public HttpSettings(UnaryOperator<String> values, boolean dryRun) {
    this.values = values;
    this.dryRun = dryRun;
  }

  boolean has(String name) {
    return given(name).isPresent();
  }

  /** Without the blanks around it; empty when unset. */
  public Optional<String> given(String name) {
    return given(name, NOWHERE);
  }

  private Optional<String> given(String name, String inDryRun) {
    return Optional.ofNullable(values.apply(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .or(() -> dryRun ? Optional.of(inDryRun) : Optional.empty());
  }

  public String text(String name) throws NotConfiguredException {
    return text(name, NOWHERE);
  }

  private String text(String name, String inDryRun) throws NotConfiguredException {
    return given(name, inDryRun).orElseThrow(() -> new NotConfiguredException(unset(name), null));
  }

  /** What to say when it is unset. */
  public static String unset(String name) {
    return "not configured: set " + variable(name);
  }

  public URI address(String name) throws NotConfiguredException {
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

  public static NotConfiguredException noAddress(String name, Throwable cause) {
    return new NotConfiguredException(
        "not configured: " + variable(name) + " is no address", cause);
  }

  WebhookSignature signature(String name) throws NotConfiguredException {
    try {
      return WebhookSignature.with(text(name, "whsec_cmVoZWFyc2FsLXJlaGVhcnNhbC1yZWhlYXJzYWw="));
    } catch (IllegalArgumentException malformed) {
      throw new NotConfiguredException(
          "not configured: " + variable(name) + " must be whsec_ and Base64", null);
    }
  }

  /** The environment variable behind the name of a setting. */
  public static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
