package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why an expression fails on a call, in words that name fields and kinds of values and never what a
 * value is: {@code .campaign.name is missing, contains cannot look into nothing}.
 *
 * @param path the path whose value a function cannot work with; null when it is not known
 * @param function the function, or null
 * @param missing whether nothing stands at the path
 * @param words for people
 */
public record JqFailure(String path, String function, boolean missing, String words) {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final String STEPS = "\\.[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*";
  private static final Pattern PATH = Pattern.compile("(?<![A-Za-z0-9_)\\]])" + STEPS);

  /** Functions that fail on null. */
  private static final String STRICT =
      "contains|inside|test|match|capture|scan|splits?|sub|gsub|startswith|endswith|ascii_downcase"
          + "|ascii_upcase|tonumber|fromjson|join|has|in|keys|explode|implode|ltrimstr|rtrimstr"
          + "|strptime|strftime|strflocaltime|mktime|gmtime|localtime|fromdate|fromdateiso8601"
          + "|todate|todateiso8601|date|floor|ceil|round|sqrt|min_by|max_by|group_by|sort_by|sort"
          + "|reverse|unique|flatten|map|any|all|first|last|index|rindex|indices|to_entries";

  private static final Pattern PIPED =
      Pattern.compile("(?<![A-Za-z0-9_)\\]])(" + STEPS + ")\\s*\\|\\s*(" + STRICT + ")\\b");
  private static final Pattern CALLED = Pattern.compile("(?<![.\\w$])(" + STRICT + ")\\b");

  /**
   * Explains a failure of an expression on a call.
   *
   * @param expression the jq text that failed
   */
  public static JqFailure of(String expression, JsonNode call) {
    String code = TEXT.matcher(expression).replaceAll("\"\"");
    Matcher piped = PIPED.matcher(code);
    Optional<JqFailure> typed = Optional.empty();
    while (piped.find()) {
      JsonNode value = at(call, piped.group(1));
      JqFailure failure = failure(piped.group(1), piped.group(2), value);
      if (failure.missing()) {
        return failure;
      }
      if (!value.isTextual()) {
        typed = typed.or(() -> Optional.of(failure));
      }
    }
    return typed.or(() -> byMissingPath(code, call)).orElse(UNKNOWN);
  }

  private static final JqFailure UNKNOWN =
      new JqFailure(null, null, false, "jq cannot work with a value of this call");

  private static Optional<JqFailure> byMissingPath(String code, JsonNode call) {
    Matcher called = CALLED.matcher(code);
    String function = called.find() ? called.group(1) : null;
    return paths(code).stream()
        .filter(path -> at(call, path).isMissingNode() || at(call, path).isNull())
        .findFirst()
        .map(
            path ->
                function == null
                    ? new JqFailure(
                        path, null, true, path + " is missing, and jq cannot go on with nothing")
                    : failure(path, function, at(call, path)));
  }

  private static JqFailure failure(String path, String function, JsonNode value) {
    boolean missing = value.isMissingNode() || value.isNull();
    String is = missing ? "missing" : kind(value);
    String into = missing ? "nothing" : kind(value);
    return new JqFailure(
        path,
        function,
        missing,
        "%s is %s, %s cannot look into %s".formatted(path, is, function, into));
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      default -> "a group";
    };
  }

  private static JsonNode at(JsonNode call, String path) {
    return call.at(path.replace('.', '/'));
  }

  /** The paths an expression reads, once each, in order; what stands in texts does not count. */
  public static List<String> paths(String expression) {
    List<String> paths = new ArrayList<>();
    Matcher matcher = PATH.matcher(TEXT.matcher(expression).replaceAll("\"\""));
    while (matcher.find()) {
      if (!paths.contains(matcher.group())) {
        paths.add(matcher.group());
      }
    }
    return paths;
  }

  /** What to write instead; empty when nothing certain can be said. */
  public String bulkAction() {
    if (path == null || !missing) {
      return "";
    }
    String instead = "tonumber".equals(function) ? "0" : "\"\"";
    return function == null
        ? "say what holds where it is missing: (%s // …)".formatted(path)
        : "write (%s // %s) | %s…, or ask %s != null first"
            .formatted(path, instead, function, path);
  }
}
