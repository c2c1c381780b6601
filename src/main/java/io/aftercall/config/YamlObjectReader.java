package io.aftercall.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A group of known keys, read key by key. Whatever does not fit becomes a problem at its place, and
 * the reading goes on, so that an operator sees all problems at once.
 */
public final class YamlObjectReader {
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h)");

  private final YamlNode.Mapping mapping;
  private final List<Problem> problems;

  private YamlObjectReader(YamlNode.Mapping mapping, List<Problem> problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /**
   * @param what how to call it in a problem: "a source"
   * @param keys the keys it may have
   * @return empty when the node is no group of keys
   */
  public static Optional<YamlObjectReader> of(
      YamlNode yamlNode, String what, Collection<String> keys, List<Problem> problems) {
    if (!(yamlNode instanceof YamlNode.Mapping mapping)) {
      problems.add(
          Problem.at(
              yamlNode.place(),
              "wrong-type",
              what + " is a group of keys, not " + yamlNode.kind(),
              "known keys are " + String.join(", ", keys)));
      return Optional.empty();
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!keys.contains(key)) {
        problems.add(
            Problem.at(
                entry.key().place(),
                "unknown-key",
                what + " has no '" + key + "'",
                RetiredWords.hint(key, keys)));
      }
    }
    return Optional.of(new YamlObjectReader(mapping, problems));
  }

  public SourceLocation place() {
    return mapping.place();
  }

  /** Where the key stands, or the group when it is missing. */
  public SourceLocation place(String key) {
    return mapping.entry(key).map(entry -> entry.key().place()).orElse(mapping.place());
  }

  public boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  public Optional<YamlNode> node(String key) {
    return mapping.get(key);
  }

  /** A single value that is not null, of any type. */
  public Optional<YamlNode.Scalar> scalar(String key) {
    return node(key).flatMap(yamlNode -> scalar(yamlNode, "'" + key + "'"));
  }

  /** The text of a single value; empty when it is missing, blank or no text. */
  public Optional<String> text(String key) {
    return scalar(key).map(YamlNode.Scalar::text);
  }

  /** One value or a list of them. */
  public List<YamlNode.Scalar> scalars(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof YamlNode.Sequence sequence)) {
      return scalar(key).map(List::of).orElse(List.of());
    }
    List<YamlNode.Scalar> scalars = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      scalar(item, "each of '" + key + "'").ifPresent(scalars::add);
    }
    return scalars;
  }

  public List<String> texts(String key) {
    return scalars(key).stream().map(YamlNode.Scalar::text).toList();
  }

  public Optional<Boolean> flag(String key) {
    return typed(key, YamlNode.ScalarType.BOOLEAN, "true or false").map(Boolean::valueOf);
  }

  /** A whole number of at least 1. */
  public Optional<Integer> count(String key) {
    Optional<String> text = typed(key, YamlNode.ScalarType.INTEGER, "a whole number");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int count = Integer.parseInt(text.get());
      if (count > 0) {
        return Optional.of(count);
      }
    } catch (NumberFormatException e) {
      // Said below, like zero and less.
    }
    report(valuePlace(key), "wrong-value", "'" + key + "' must be 1 or more", "");
    return Optional.empty();
  }

  /** A length of time, longer than nothing: {@code 90s}, {@code 5m}, {@code 1h}. */
  public Optional<Duration> duration(String key) {
    Optional<String> text = text(key);
    Optional<Matcher> matcher = text.map(DURATION::matcher).filter(Matcher::matches);
    if (text.isPresent() && matcher.isEmpty()) {
      report(
          valuePlace(key),
          "wrong-value",
          "'" + key + "' must be a length of time",
          "write it like 90s, 5m or 1h");
    }
    return matcher.map(written -> Duration.parse("PT" + written.group(1) + written.group(2)));
  }

  /** One of the names of an enum, written small and with a dash: {@code if-empty}. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return text(key).flatMap(text -> chosen(key, text, type));
  }

  /** The names a {@link #choice} takes. */
  public static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(YamlObjectReader::name)
        .collect(Collectors.toList());
  }

  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of that {@link #name}. */
  public static <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(name))
        .findFirst();
  }

  private <E extends Enum<E>> Optional<E> chosen(String key, String text, Class<E> type) {
    Optional<E> constant = constant(text, type);
    if (constant.isPresent()) {
      return constant;
    }
    report(
        valuePlace(key),
        "wrong-value",
        "'" + key + "' cannot be '" + text + "'",
        RetiredWords.hint(text, names(type)));
    return Optional.empty();
  }

  private Optional<String> typed(String key, YamlNode.ScalarType type, String expected) {
    Optional<YamlNode.Scalar> scalar = scalar(key);
    if (scalar.isPresent() && scalar.get().type() != type) {
      report(valuePlace(key), "wrong-type", "'" + key + "' must be " + expected, "");
      return Optional.empty();
    }
    return scalar.map(YamlNode.Scalar::text);
  }

  private Optional<YamlNode.Scalar> scalar(YamlNode yamlNode, String what) {
    if (yamlNode instanceof YamlNode.Scalar scalar
        && !scalar.isNull()
        && !scalar.text().isBlank()) {
      return Optional.of(scalar);
    }
    String message =
        yamlNode instanceof YamlNode.Scalar
            ? what + " is empty"
            : what + " must be a single value, not " + yamlNode.kind();
    report(yamlNode.place(), "wrong-type", message, "");
    return Optional.empty();
  }

  private SourceLocation valuePlace(String key) {
    return node(key).map(YamlNode::place).orElse(mapping.place());
  }

  public void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
