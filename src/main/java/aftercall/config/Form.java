package aftercall.config;

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
public final class Form {
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(s|m|h)");

  private final Node.Mapping mapping;
  private final List<Problem> problems;

  private Form(Node.Mapping mapping, List<Problem> problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /**
   * @param what how to call it in a problem: "a source"
   * @param keys the keys it may have
   * @return empty when the node is no group of keys
   */
  public static Optional<Form> of(
      Node node, String what, Collection<String> keys, List<Problem> problems) {
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(
          Problem.at(
              node.place(),
              "wrong-type",
              what + " is a group of keys, not " + node.kind(),
              "known keys are " + String.join(", ", keys)));
      return Optional.empty();
    }
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!keys.contains(key)) {
        problems.add(
            Problem.at(
                entry.key().place(),
                "unknown-key",
                what + " has no '" + key + "'",
                Nearest.hint(key, keys)));
      }
    }
    return Optional.of(new Form(mapping, problems));
  }

  public Place place() {
    return mapping.place();
  }

  /** Where the key stands, or the group when it is missing. */
  public Place place(String key) {
    return mapping.entry(key).map(entry -> entry.key().place()).orElse(mapping.place());
  }

  public boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  public Optional<Node> node(String key) {
    return mapping.get(key);
  }

  /** A single value that is not null, of any type. */
  public Optional<Node.Scalar> scalar(String key) {
    return node(key).flatMap(node -> scalar(node, "'" + key + "'"));
  }

  /** The text of a single value; empty when it is missing, blank or no text. */
  public Optional<String> text(String key) {
    return scalar(key).map(Node.Scalar::text);
  }

  /** One value or a list of them. */
  public List<Node.Scalar> scalars(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence sequence)) {
      return scalar(key).map(List::of).orElse(List.of());
    }
    List<Node.Scalar> scalars = new ArrayList<>();
    for (Node item : sequence.items()) {
      scalar(item, "each of '" + key + "'").ifPresent(scalars::add);
    }
    return scalars;
  }

  public List<String> texts(String key) {
    return scalars(key).stream().map(Node.Scalar::text).toList();
  }

  public Optional<Boolean> flag(String key) {
    return typed(key, Node.ScalarType.BOOLEAN, "true or false").map(Boolean::valueOf);
  }

  /** A whole number of at least 1. */
  public Optional<Integer> count(String key) {
    Optional<String> text = typed(key, Node.ScalarType.INTEGER, "a whole number");
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
    return Arrays.stream(type.getEnumConstants()).map(Form::name).collect(Collectors.toList());
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
        Nearest.hint(text, names(type)));
    return Optional.empty();
  }

  private Optional<String> typed(String key, Node.ScalarType type, String expected) {
    Optional<Node.Scalar> scalar = scalar(key);
    if (scalar.isPresent() && scalar.get().type() != type) {
      report(valuePlace(key), "wrong-type", "'" + key + "' must be " + expected, "");
      return Optional.empty();
    }
    return scalar.map(Node.Scalar::text);
  }

  private Optional<Node.Scalar> scalar(Node node, String what) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return Optional.of(scalar);
    }
    String message =
        node instanceof Node.Scalar
            ? what + " is empty"
            : what + " must be a single value, not " + node.kind();
    report(node.place(), "wrong-type", message, "");
    return Optional.empty();
  }

  private Place valuePlace(String key) {
    return node(key).map(Node::place).orElse(mapping.place());
  }

  public void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
