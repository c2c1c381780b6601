package io.aftercall.config;

import java.util.List;
import java.util.Optional;

/** One piece of a YAML file, immutable, and the place where it stands. */
public sealed interface YamlNode {
  SourceLocation place();

  /** What an operator calls it: "a text", "a list". */
  String kind();

  /**
   * @param text as written, without quotes
   * @param type what YAML takes it for; quoted text is always a {@link ScalarType#STRING}
   * @param indent columns from the place to the first character of the text; -1 for block scalars,
   *     whose text does not start there
   */
  record Scalar(SourceLocation place, String text, ScalarType type, int indent)
      implements YamlNode {
    @Override
    public String kind() {
      return type.kind;
    }

    public boolean isNull() {
      return type == ScalarType.NULL;
    }

    /** The place of one character of the text, as exact as quoting allows. */
    public SourceLocation at(int offset) {
      return indent < 0 || text.lastIndexOf('\n') >= 0
          ? place
          : new SourceLocation(
              place.file(), place.line(), place.column() + indent + Math.max(0, offset));
    }
  }

  /** Keys are unique and in file order. */
  record Mapping(SourceLocation place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a group of keys";
    }

    public Optional<Entry> entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    public Optional<YamlNode> get(String key) {
      return entry(key).map(Entry::value);
    }

    public List<String> keys() {
      return entries.stream().map(entry -> entry.key().text()).toList();
    }
  }

  record Entry(Scalar key, YamlNode value) {}

  record Sequence(SourceLocation place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** The types of a plain scalar by YAML 1.2. */
  enum ScalarType {
    STRING("a text"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("nothing");

    private final String kind;

    ScalarType(String kind) {
      this.kind = kind;
    }
  }
}
