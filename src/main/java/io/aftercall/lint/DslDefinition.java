package io.aftercall.lint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words one piece of a route file may use.
 *
 * @param text whether a plain text may stand for the whole piece ({@code - to: log:x}); of a
 *     component: whether what it does not know belongs to the address
 * @param expression whether it takes an expression: {@code jq}, {@code simple} …
 * @param keys in the order of the file they come from
 */
record DslDefinition(boolean text, boolean expression, Map<String, Kind> keys) {

  /**
   * What may stand behind a key.
   *
   * @param type text, flag, number, whole (0 or more), count (1 or more), duration, networks, enum,
   *     jq, any, or definition
   * @param words the words of an enum, or the one name of the definition
   * @param list whether it is a list of them
   * @param required whether the key must be there
   * @param side {@code <} for options of {@code from:}, {@code >} for those of {@code to:}, or
   *     empty
   */
  record Kind(String type, List<String> words, boolean list, boolean required, String side) {
    static Kind parse(String written) {
      String rest = written;
      boolean required = rest.endsWith("!");
      rest = required ? rest.substring(0, rest.length() - 1) : rest;
      String side =
          rest.endsWith("<") || rest.endsWith(">") ? rest.substring(rest.length() - 1) : "";
      rest = rest.substring(0, rest.length() - side.length());
      boolean list = rest.startsWith("*");
      rest = list ? rest.substring(1) : rest;
      return switch (rest.charAt(0)) {
        case '=' -> new Kind("enum", List.of(rest.substring(1).split(",")), list, required, side);
        case '>' -> new Kind("definition", List.of(rest.substring(1)), list, required, side);
        default -> new Kind(rest, List.of(), list, required, side);
      };
    }

    boolean isDefinition() {
      return type.equals("definition");
    }
  }

  /** {@code ~@ key:kind key:kind!}. */
  static DslDefinition parse(String line) {
    String[] parts = line.split(" ");
    Map<String, Kind> keys = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      keys.put(parts[i].substring(0, colon), Kind.parse(parts[i].substring(colon + 1)));
    }
    String flags = parts[0];
    return new DslDefinition(
        flags.contains("~"), flags.contains("@"), Collections.unmodifiableMap(keys));
  }

  Optional<Kind> key(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  /** Options that take any name behind a dot: {@code httpClient.}. */
  boolean hasPrefixOf(String name) {
    return keys.keySet().stream().anyMatch(key -> key.endsWith(".") && name.startsWith(key));
  }

  /** Names a writer may have meant. */
  List<String> names() {
    return new ArrayList<>(keys.keySet());
  }
}
