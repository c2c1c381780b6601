package io.aftercall.lint;

import io.aftercall.config.AllowedNetworks;
import io.aftercall.config.RetiredWords;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.mapping.RouteJq;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds single values against what they must be. */
final class OptionValueCheck {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern DURATION =
      Pattern.compile("0|(?=\\d)(\\d+d)?\\s?(\\d+h)?\\s?(\\d+m)?\\s?(\\d+s)?\\s?(\\d+ms)?|P\\S+");

  /** A placeholder as Camel has it, with a default or without. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}");

  private OptionValueCheck() {}

  /** Camel looks for placeholders before a kamelet sees what it is given. */
  static void braces(
      String name, String value, SourceLocation place, ProblemCollector problemCollector) {
    String rest = value;
    // A default may hold another one.
    for (Matcher one = PLACEHOLDER.matcher(rest); one.find(); one = PLACEHOLDER.matcher(rest)) {
      rest = one.replaceAll("");
    }
    String pair = rest.contains("}}") ? "}}" : rest.contains("{{") ? "{{" : null;
    if (pair != null) {
      problemCollector.error(
          place,
          "wrong-value",
          "'%s' in '%s' is the %s of a placeholder to Camel, and the route does not load"
              .formatted(pair, name, pair.equals("}}") ? "end" : "beginning"),
          "put a blank between the braces: " + (pair.equals("}}") ? "'} }'" : "'{ {'"));
    }
  }

  static void check(
      DslDefinition.Kind kind,
      String name,
      String value,
      SourceLocation sourceLocation,
      ProblemCollector problemCollector) {
    if (EndpointRef.isOpen(value)) {
      return;
    }
    if (kind.type().equals("jq")) {
      YamlNode.Scalar jq =
          new YamlNode.Scalar(sourceLocation, value, YamlNode.ScalarType.STRING, -1);
      RouteJq.check(jq, false, problemCollector.list());
    }
    String hint = wrong(kind, value);
    if (hint != null) {
      problemCollector.error(
          sourceLocation, "wrong-value", "'" + name + "' cannot be '" + value + "'", hint);
    }
  }

  /** What to write instead, or null when the value is fine. */
  private static String wrong(DslDefinition.Kind kind, String value) {
    return switch (kind.type()) {
      case "flag" -> value.equals("true") || value.equals("false") ? null : "true or false";
      case "number" -> NUMBER.matcher(value).matches() ? null : "a number";
      case "whole" -> WHOLE.matcher(value).matches() ? null : "a whole number, 0 or more";
      case "count" ->
          WHOLE.matcher(value).matches() && !value.matches("0+")
              ? null
              : "a whole number, 1 or more";
      case "duration" -> duration(value);
      case "networks" -> AllowedNetworks.parse(value).isPresent() ? null : AllowedNetworks.HINT;
      case "enum" ->
          kind.words().stream().anyMatch(value::equalsIgnoreCase)
              ? null
              : RetiredWords.hint(value, kind.words());
      default -> null;
    };
  }

  /** Camel takes a bare number for milliseconds, and nobody who writes 72 means that. */
  private static String duration(String value) {
    if (DURATION.matcher(value).matches()) {
      return null;
    }
    return WHOLE.matcher(value).matches()
        ? "a duration has a unit: " + value + "h, " + value + "m or " + value + "s"
        : "a duration as in 90s, 5m, 1h30m or 72h";
  }
}
