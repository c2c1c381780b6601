package io.aftercall.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The closed list of conversions: {@code name} or {@code name:argument}. Documentation and JSON
 * Schema are checked against it.
 */
public final class Conversions {
  /**
   * What operators are told about a conversion.
   *
   * @param argument what may follow after a colon, in words; empty when nothing may
   */
  public record Description(String name, String argument, String sentence) {}

  private static final Map<String, ConversionKind> ALL = new LinkedHashMap<>();

  static {
    for (List<ConversionKind> group :
        List.of(
            PhoneConversions.ALL,
            NameConversions.ALL,
            DateConversions.ALL,
            NumberConversions.ALL,
            TextConversions.ALL)) {
      group.forEach(kind -> ALL.put(kind.name(), kind));
    }
  }

  private Conversions() {}

  /** All of them, in the order in which they are documented. */
  public static List<Description> all() {
    List<Description> all = new ArrayList<>();
    ALL.values()
        .forEach(kind -> all.add(new Description(kind.name(), kind.argument(), kind.sentence())));
    return all;
  }

  static Collection<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  static Optional<ConversionKind> kind(String spec) {
    int colon = spec.indexOf(':');
    return Optional.ofNullable(ALL.get((colon < 0 ? spec : spec.substring(0, colon)).strip()));
  }

  /**
   * @param spec {@code name} or {@code name:argument}
   * @return empty when the name is unknown or the argument does not fit
   */
  static Optional<Conversion> of(String spec) {
    int colon = spec.indexOf(':');
    String argument = colon < 0 ? "" : spec.substring(colon + 1);
    return kind(spec).flatMap(kind -> kind.conversion(kind.joins() ? argument : argument.strip()));
  }
}
