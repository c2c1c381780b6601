package io.aftercall.mapping;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jq that routes mostly are: paths compared with fixed values, joined by {@code and} and {@code
 * or}. What is accepted here is jq for sure, so the engine need not be loaded to find out, which
 * takes longer than all the rest of a check. What is not may be jq all the same.
 */
final class SimpleJqRecognizer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*((?:\\.[A-Za-z_][A-Za-z0-9_]*)+|\\.|\"[^\"\\\\]*\"|\\d+(?:\\.\\d+)?|[a-z]+|[=!<>]=|[()|<>])\\s*");
  private static final Set<String> COMPARED = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> CONSTANTS = Set.of("true", "false", "null", "not");

  private final Matcher tokens;
  private String token;

  private SimpleJqRecognizer(String text) {
    tokens = TOKEN.matcher(text);
    next();
  }

  static boolean accepts(String text) {
    SimpleJqRecognizer plain = new SimpleJqRecognizer(text);
    return plain.pipe() && plain.isAtEnd();
  }

  /** The empty text at the end, or where no token starts. */
  private void next() {
    token = tokens.lookingAt() ? tokens.group(1) : "";
    if (!token.isEmpty()) {
      tokens.region(tokens.end(), tokens.regionEnd());
    }
  }

  private boolean isAtEnd() {
    return token.isEmpty() && tokens.regionStart() == tokens.regionEnd();
  }

  private boolean pipe() {
    boolean fine = joined();
    while (fine && token.equals("|")) {
      next();
      fine = joined();
    }
    return fine;
  }

  private boolean joined() {
    boolean fine = comparison();
    while (fine && (token.equals("and") || token.equals("or"))) {
      next();
      fine = comparison();
    }
    return fine;
  }

  private boolean comparison() {
    if (!value()) {
      return false;
    }
    if (!COMPARED.contains(token)) {
      return true;
    }
    next();
    return value();
  }

  private boolean value() {
    if (token.equals("(")) {
      next();
      if (!pipe() || !token.equals(")")) {
        return false;
      }
    } else if (token.isEmpty() || !(isFixed(token.charAt(0)) || CONSTANTS.contains(token))) {
      return false;
    }
    next();
    return true;
  }

  private static boolean isFixed(char first) {
    return first == '.' || first == '"' || Character.isDigit(first);
  }
}
