package aftercall.check;

import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Reach;
import aftercall.mapping.RouteJq;
import java.util.regex.Pattern;

/** Holds single values against what they must be. */
final class Values {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern DURATION =
      Pattern.compile("0|(?=\\d)(\\d+d)?\\s?(\\d+h)?\\s?(\\d+m)?\\s?(\\d+s)?\\s?(\\d+ms)?|P\\S+");

  private Values() {}

  static void check(Words.Kind kind, String name, String value, Place place, Findings findings) {
    if (Endpoint.isOpen(value)) {
      return;
    }
    if (kind.type().equals("jq")) {
      Node.Scalar jq = new Node.Scalar(place, value, Node.ScalarType.STRING, -1);
      RouteJq.check(jq, false, findings.list());
    }
    String hint = wrong(kind, value);
    if (hint != null) {
      findings.error(place, "wrong-value", "'" + name + "' cannot be '" + value + "'", hint);
    }
  }

  /** What to write instead, or null when the value is fine. */
  private static String wrong(Words.Kind kind, String value) {
    return switch (kind.type()) {
      case "flag" -> value.equals("true") || value.equals("false") ? null : "true or false";
      case "number" -> NUMBER.matcher(value).matches() ? null : "a number";
      case "whole" -> WHOLE.matcher(value).matches() ? null : "a whole number, 0 or more";
      case "count" ->
          WHOLE.matcher(value).matches() && !value.matches("0+")
              ? null
              : "a whole number, 1 or more";
      case "duration" -> duration(value);
      case "networks" -> Reach.parse(value).isPresent() ? null : Reach.HINT;
      case "enum" ->
          kind.words().stream().anyMatch(value::equalsIgnoreCase)
              ? null
              : Nearest.hint(value, kind.words());
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
