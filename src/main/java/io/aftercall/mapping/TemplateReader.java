package io.aftercall.mapping;

import io.aftercall.config.Problem;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@code text} of a field: jq in braces, doubled braces for braces themselves. A hole may
 * end in conversions: {@code .duration | minutes}.
 */
final class TemplateReader {
  private final JqReader jqs;
  private final List<Problem> problems;

  private YamlNode.Scalar scalar;
  private String text;
  private int at;
  private List<List<Template.Piece>> lines;
  private StringBuilder words;

  TemplateReader(JqReader jqs, List<Problem> problems) {
    this.jqs = jqs;
    this.problems = problems;
  }

  Template read(YamlNode.Scalar template) {
    scalar = template;
    text = template.text();
    at = 0;
    lines = new ArrayList<>(List.of(new ArrayList<>()));
    words = new StringBuilder();
    while (at < text.length()) {
      character(text.charAt(at));
    }
    flush();
    return new Template(lines);
  }

  private void character(char c) {
    boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c;
    if ((c == '{' || c == '}') && twice) {
      words.append(c);
      at += 2;
    } else if (c == '{') {
      flush();
      hole();
    } else if (c == '\n') {
      flush();
      lines.add(new ArrayList<>());
      at++;
    } else {
      if (c == '}') {
        report(at, "this brace closes nothing", "write '}}' for a brace in the text");
      }
      words.append(c);
      at++;
    }
  }

  private void hole() {
    int open = at;
    int close = closing(open + 1);
    if (close < 0) {
      report(open, "this brace is never closed", "write '{{' for a brace in the text");
      at = text.length();
      return;
    }
    at = close + 1;
    String inside = text.substring(open + 1, close);
    if (inside.isBlank()) {
      report(open, "nothing stands between the braces", "write a path such as {.summary}");
      return;
    }
    int lead = inside.length() - inside.stripLeading().length();
    jqs.pick(inside.strip(), scalar, open + 1 + lead)
        .map(Template.Hole::new)
        .ifPresent(last()::add);
  }

  /** The brace that closes; jq has braces and texts of its own. */
  private int closing(int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfText(i);
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The closing quote of a jq text; {@code \( … )} in it may hold texts again. */
  private int endOfText(int open) {
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '(') {
        i = endOfGroup(i + 1);
      } else if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    return text.length();
  }

  private int endOfGroup(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfText(i);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  private void flush() {
    if (!words.isEmpty()) {
      last().add(new Template.Words(words.toString()));
      words.setLength(0);
    }
  }

  private List<Template.Piece> last() {
    return lines.get(lines.size() - 1);
  }

  private void report(int offset, String message, String hint) {
    problems.add(Problem.at(scalar.at(offset), "text-syntax", message, hint));
  }
}
