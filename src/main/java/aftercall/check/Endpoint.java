package aftercall.check;

import aftercall.config.Node;
import aftercall.config.Place;
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
record Endpoint(Node.Scalar uri, boolean consumer, boolean dynamic, List<Option> options) {

  record Option(String name, Place place, String value, Place valuePlace) {
    /** Whether the value is only known when the service runs. */
    boolean isOpen() {
      return Endpoint.isOpen(value);
    }
  }

  static Endpoint of(Node.Scalar uri, Node parameters, boolean consumer, boolean dynamic) {
    List<Option> options = new ArrayList<>();
    int question = uri.text().indexOf('?');
    if (question >= 0) {
      fromText(uri, question + 1, options);
    }
    if (parameters instanceof Node.Mapping group) {
      for (Node.Entry entry : group.entries()) {
        Node.Scalar key = entry.key();
        if (entry.value() instanceof Node.Scalar value) {
          options.add(new Option(key.text(), key.place(), value.text(), value.place()));
        }
      }
    }
    return new Endpoint(uri, consumer, dynamic, List.copyOf(options));
  }

  private static void fromText(Node.Scalar uri, int start, List<Option> options) {
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
  String name() {
    return address().substring(nameStart());
  }

  Place namePlace() {
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

  boolean is(String scheme) {
    return scheme().equals(scheme);
  }

  Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  Place place() {
    return uri.place();
  }
}
