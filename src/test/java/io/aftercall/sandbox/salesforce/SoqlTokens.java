package io.aftercall.sandbox.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, taken one after the other. */
final class SoqlTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^'\\\\]|\\\\.)*')|(?<word>[A-Za-z0-9_.:+-]+)|(?<sign><=|>=|!=|<>|[=<>(),]))",
          Pattern.DOTALL);

  /**
   * @param text unescaped, without quotes; empty for null
   */
  record Literal(String text, boolean quoted, boolean isNull) {}

  private final List<String> tokens = new ArrayList<>();
  private int next;

  SoqlTokens(String query) {
    String rest = query.strip();
    Matcher matcher = TOKEN.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      matcher.region(end, rest.length());
      if (!matcher.lookingAt()) {
        throw unexpected(rest.substring(end).strip().substring(0, 1));
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
  }

  boolean peek(String token) {
    return next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
  }

  boolean take(String token) {
    boolean here = peek(token);
    if (here) {
      next++;
    }
    return here;
  }

  void expect(String token) {
    if (!take(token)) {
      throw unexpected();
    }
  }

  String word() {
    return matching("[A-Za-z0-9_.:+-]+");
  }

  String operator() {
    return matching("<=|>=|!=|<>|[=<>]");
  }

  Literal literal() {
    if (next < tokens.size() && tokens.get(next).startsWith("'")) {
      String token = tokens.get(next++);
      return new Literal(unescaped(token.substring(1, token.length() - 1)), true, false);
    }
    String word = word();
    return word.equalsIgnoreCase("null")
        ? new Literal("", false, true)
        : new Literal(word, false, false);
  }

  void end() {
    if (next < tokens.size()) {
      throw unexpected();
    }
  }

  private String matching(String pattern) {
    if (next >= tokens.size() || !tokens.get(next).matches(pattern)) {
      throw unexpected();
    }
    return tokens.get(next++);
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        char escaped = text.charAt(++i);
        c =
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case '\\', '\'', '"', '%', '_' -> escaped;
              default -> throw unexpected("\\" + escaped);
            };
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private Refusal unexpected() {
    return unexpected(next < tokens.size() ? tokens.get(next) : "<EOF>");
  }

  private static Refusal unexpected(String token) {
    return Refusal.of(
        SalesforceError.of(400, "MALFORMED_QUERY", "unexpected token: '" + token + "'"));
  }
}
