package io.aftercall.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which fields of one record may be left out so that the rest of it is delivered. A value that the
 * destination names as wrong gives way to the field's default, once, and then to nothing. Fields in
 * groups go by their path: {@code customer.email}.
 */
public final class OptionalFields {
  private Set<String> needed = Set.of();
  private Function<String, Optional<JsonNode>> defaults = field -> Optional.empty();
  private final Set<String> leftOut = new HashSet<>();

  /** Where a value stands in the record. */
  private record Spot(ObjectNode group, String name) {}

  /**
   * @param neededFields paths of fields without which the record must not go
   * @param defaultOf the default of a field; asked only when it is needed
   */
  public void rules(Set<String> neededFields, Function<String, Optional<JsonNode>> defaultOf) {
    needed = neededFields;
    defaults = defaultOf;
  }

  /** Paths of fields whose own value the destination did not take. */
  public Set<String> leftOut() {
    return Set.copyOf(leftOut);
  }

  /** Paths of all values of a record that may be sent. */
  public static Set<String> paths(ObjectNode record) {
    return spots(record).keySet();
  }

  /**
   * Takes the named fields out of the record; large and small letters do not matter, and names that
   * the record has not are passed over.
   *
   * @param names as the destination names them: a path, or its last part where one field alone has
   *     it
   * @param why in plain words without personal data, for the note
   * @return the notes for the attempt; empty when the record stays as it was, for one of the fields
   *     is needed or none of them is there
   */
  public List<String> leaveOut(ObjectNode record, Collection<String> names, String why) {
    Map<String, Spot> spots = spots(record);
    Set<String> paths = new HashSet<>();
    names.forEach(name -> path(name, spots.keySet()).ifPresent(paths::add));
    if (paths.isEmpty() || paths.stream().anyMatch(needed::contains)) {
      return List.of();
    }
    return paths.stream().sorted().map(path -> leaveOut(spots.get(path), path, why)).toList();
  }

  private static Optional<String> path(String name, Collection<String> paths) {
    List<String> whole = paths.stream().filter(name::equalsIgnoreCase).toList();
    if (!whole.isEmpty()) {
      return Optional.of(whole.get(0));
    }
    String last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    List<String> ends =
        paths.stream()
            .filter(path -> path.substring(path.lastIndexOf('.') + 1).equalsIgnoreCase(last))
            .toList();
    return ends.size() == 1 ? Optional.of(ends.get(0)) : Optional.empty();
  }

  private String leaveOut(Spot spot, String path, String why) {
    JsonNode wrong = spot.group().get(spot.name());
    Optional<JsonNode> other =
        leftOut.add(path) ? defaults.apply(path).filter(v -> !v.equals(wrong)) : Optional.empty();
    if (other.isPresent()) {
      spot.group().set(spot.name(), other.get());
      return "the default of " + path + " was sent: " + why;
    }
    spot.group().remove(spot.name());
    return path + " left out: " + why;
  }

  private static Map<String, Spot> spots(ObjectNode record) {
    Map<String, Spot> spots = new TreeMap<>();
    collect(record, "", spots);
    spots.keySet().removeIf(path -> path.startsWith("_"));
    return spots;
  }

  private static void collect(ObjectNode group, String before, Map<String, Spot> spots) {
    List<String> names = new ArrayList<>();
    group.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (group.get(name) instanceof ObjectNode inner) {
        collect(inner, before + name + ".", spots);
      } else {
        spots.put(before + name, new Spot(group, name));
      }
    }
  }
}
