package io.aftercall.lint.org;

import io.aftercall.config.YamlNode;
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
record FieldConstants(List<YamlNode.Scalar> values, boolean open, boolean certain) {
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

  static FieldConstants of(YamlNode rule) {
    if (!(rule instanceof YamlNode.Mapping group)) {
      return new FieldConstants(List.of(), true, false);
    }
    List<YamlNode.Scalar> values = new ArrayList<>();
    boolean open = collect(group, values);
    boolean fallback = group.get("default").isPresent() || group.get("constant").isPresent();
    boolean certain =
        (fallback && group.get("when").isEmpty())
            || (group.get("required").orElse(null) instanceof YamlNode.Scalar required
                && required.text().equals("true"));
    return new FieldConstants(values, open, certain);
  }

  /** Whether something open remains. */
  private static boolean collect(YamlNode.Mapping group, List<YamlNode.Scalar> values) {
    boolean open = group.get("from").isPresent() || group.get("template").isPresent();
    add(group.get("constant").orElse(null), values);
    YamlNode otherwise = group.get("default").orElse(null);
    add(otherwise, values);
    boolean openDefault = otherwise instanceof YamlNode.Mapping nested && collect(nested, values);
    if (group.get("lookup").orElse(null) instanceof YamlNode.Mapping lookup) {
      lookup.entries().forEach(entry -> add(entry.value(), values));
      open = false;
    }
    return (open && !isShort(group)) || openDefault;
  }

  private static void add(YamlNode yamlNode, List<YamlNode.Scalar> values) {
    if (yamlNode instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      values.add(scalar);
    }
  }

  private static boolean isShort(YamlNode.Mapping group) {
    YamlNode convert = group.get("convert").orElse(null);
    if (convert instanceof YamlNode.Sequence list && !list.items().isEmpty()) {
      convert = list.items().get(list.items().size() - 1);
    }
    boolean typed =
        group.get("type").orElse(null) instanceof YamlNode.Scalar type
            && !type.text().equals("string");
    return typed
        || (convert instanceof YamlNode.Scalar last
            && SHORT.contains(last.text().replaceFirst(":.*", "")));
  }
}
