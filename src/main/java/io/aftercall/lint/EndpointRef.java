package io.aftercall.lint;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One address in a route file, its options from the text and from {@code parameters} alike.
 *
 * @param uri as written
 * @param consumer whether a route starts there
 * @param dynamic whether the address is an expression ({@code toD})
 */
public record EndpointRef(
    YamlNode.Scalar uri, boolean consumer, boolean dynamic, List<Option> options) {

  public record Option(String name, SourceLocation place, String value, SourceLocation valuePlace) {
    /** Whether the value is only known when the service runs. */
    public boolean isOpen() {
      return EndpointRef.isOpen(value);
    }
  }

  static EndpointRef of(
      YamlNode.Scalar uri, YamlNode parameters, boolean consumer, boolean dynamic) {
    List<Option> options = new ArrayList<>();
    int question = uri.text().indexOf('?');
    if (question >= 0) {
      fromText(uri, question + 1, options);
    }
    if (parameters instanceof YamlNode.Mapping group) {
      for (YamlNode.Entry entry : group.entries()) {
        YamlNode.Scalar key = entry.key();
        if (entry.value() instanceof YamlNode.Scalar value) {
          options.add(new Option(key.text(), key.place(), value.text(), value.place()));
        }
      }
    }
    return new EndpointRef(uri, consumer, dynamic, List.copyOf(options));
  }

  private static void fromText(YamlNode.Scalar uri, int start, List<Option> options) {
    int at = start;
    for (String pair : uri.text().substring(start).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!name.isBlank()) {
        options.add(new Option(name, uri.at(at), value, uri.at(at + equals + 1)));
      }
      at += pair.length() + 1;
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** Placeholders, expressions and beans. */
  static boolean isOpen(String value) {
    return value.contains("{{") || value.contains("${") || value.startsWith("#");
  }

  /** {@code outbox}, or empty when there is none. */
  String scheme() {
    String address = address();
    int colon = address.indexOf(':');
    return colon < 0 || address.startsWith("{{") ? "" : address.substring(0, colon);
  }

  /** What stands between the scheme and the options, without slashes in front. */
  public String name() {
    return address().substring(nameStart());
  }

  SourceLocation namePlace() {
    return uri.at(nameStart());
  }

  private int nameStart() {
    String address = address();
    int start = address.indexOf(':') + 1;
    while (start < address.length() && address.charAt(start) == '/') {
      start++;
    }
    return start;
  }

  private String address() {
    int question = uri.text().indexOf('?');
    return question < 0 ? uri.text() : uri.text().substring(0, question);
  }

  public boolean is(String scheme) {
    return scheme().equals(scheme);
  }

  public Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  SourceLocation place() {
    return uri.place();
  }
}
