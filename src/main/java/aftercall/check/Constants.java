package aftercall.check;

import aftercall.config.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is fixed about a field's value in a mapping file.
 *
 * @param values the texts and numbers that stand in the file and may end up in the field
 * @param open whether anything else may, too
 * @param certain whether there is always a value, or else no record
 */
record Constants(List<Node.Scalar> values, boolean open, boolean certain) {
  /** Conversions whose results are short whatever comes in. */
  private static final Set<String> SHORT =
      Set.of(
          "phone",
          "phone_international",
          "date",
          "datetime",
          "salutation",
          "yes_no",
          "number",
          "minutes",
          "at",
          "work_days",
          "shift");

  static Constants of(Node rule) {
    if (!(rule instanceof Node.Mapping group)) {
      return new Constants(List.of(), true, false);
    }
    List<Node.Scalar> values = new ArrayList<>();
    boolean open = collect(group, values);
    boolean fallback = group.get("default").isPresent() || group.get("value").isPresent();
    boolean certain =
        (fallback && group.get("when").isEmpty())
            || (group.get("required").orElse(null) instanceof Node.Scalar required
                && required.text().equals("true"));
    return new Constants(values, open, certain);
  }

  /** Whether something open remains. */
  private static boolean collect(Node.Mapping group, List<Node.Scalar> values) {
    boolean open = group.get("from").isPresent() || group.get("text").isPresent();
    add(group.get("value").orElse(null), values);
    Node otherwise = group.get("default").orElse(null);
    add(otherwise, values);
    boolean openDefault = otherwise instanceof Node.Mapping nested && collect(nested, values);
    if (group.get("values").orElse(null) instanceof Node.Mapping lookup) {
      lookup.entries().forEach(entry -> add(entry.value(), values));
      open = false;
    }
    return (open && !isShort(group)) || openDefault;
  }

  private static void add(Node node, List<Node.Scalar> values) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      values.add(scalar);
    }
  }

  private static boolean isShort(Node.Mapping group) {
    Node convert = group.get("convert").orElse(null);
    if (convert instanceof Node.Sequence list && !list.items().isEmpty()) {
      convert = list.items().get(list.items().size() - 1);
    }
    boolean typed =
        group.get("type").orElse(null) instanceof Node.Scalar type && !type.text().equals("string");
    return typed
        || (convert instanceof Node.Scalar last
            && SHORT.contains(last.text().replaceFirst(":.*", "")));
  }
}
