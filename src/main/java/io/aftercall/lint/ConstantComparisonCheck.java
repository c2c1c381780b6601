package io.aftercall.lint;

import io.aftercall.config.Source;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comparisons that come out the same for every call, because the field never holds what it is
 * compared with.
 */
final class ConstantComparisonCheck {
  private static final String PATH =
      "(?<![\\w.)\\]\"?$])\\.((?:extracted_variables\\.)?[A-Za-z_]\\w*+)(?![\\w.\\[])";
  private static final String SIGN = "\\s*(==|!=|<=|>=|<|>)\\s*";

  /** Begins only where a value can and never goes back: a line of any kind takes linear time. */
  private static final String FIXED =
      "((?<!\\\\)\"(?:[^\"\\\\]|\\\\.)*+\"|(?<![\\w.])-?\\d++(?:\\.\\d++)?+(?![\\w.])"
          + "|(?:true|false|now)(?![\\w(]))";

  private static final Pattern PATH_FIRST = Pattern.compile(PATH + SIGN + FIXED);
  private static final Pattern FIXED_FIRST = Pattern.compile(FIXED + SIGN + PATH);

  /** {@code .lead_quality | . == "high" or . == "hot"}. */
  private static final Pattern PIPED =
      Pattern.compile(PATH + "\\s*\\|((?:(?:\\s|or|and|\\()*+\\." + SIGN + FIXED + ")++)");

  /** With false or null behind it nothing is lost. */
  private static final Pattern ALTERNATIVE =
      Pattern.compile(PATH + "\\s*//(?!=)(?!\\s*(?:false|null|empty)\\b)");

  private static final Pattern OF_PIPED = Pattern.compile("\\." + SIGN + FIXED);
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#\\s.*");

  private final ProblemCollector problemCollector;

  ConstantComparisonCheck(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  /**
   * Looks at the text, as {@link CallPaths} does.
   *
   * @param seen the sources whose calls this file sees
   */
  void check(WorkspaceFile file, List<Source> seen) {
    String[] lines = file.text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = COMMENT.matcher(lines[i]).replaceFirst("");
      new Line(file.path(), i + 1, line, seen).check();
    }
  }

  private final class Line {
    private final String file;
    private final int number;
    private final String text;
    private final List<Source> seen;

    Line(String file, int number, String text, List<Source> seen) {
      this.file = file;
      this.number = number;
      this.text = text;
      this.seen = seen;
    }

    void check() {
      Matcher first = PATH_FIRST.matcher(text);
      while (first.find()) {
        judge(first.group(1), first.group(2), first.group(3), first.start(), first.start(3));
      }
      Matcher last = FIXED_FIRST.matcher(text);
      while (last.find()) {
        judge(last.group(3), last.group(2), last.group(1), last.start(3) - 1, last.start(1));
      }
      Matcher alternative = ALTERNATIVE.matcher(text);
      while (alternative.find()) {
        alternative(alternative.group(1), alternative.start(), alternative.end());
      }
      Matcher piped = PIPED.matcher(text);
      while (piped.find()) {
        Matcher each = OF_PIPED.matcher(text).region(piped.start(2), piped.end(2));
        while (each.find()) {
          judge(piped.group(1), each.group(1), each.group(2), piped.start(), each.start(2));
        }
      }
    }

    /** jq takes false for nothing. */
    private void alternative(String path, int start, int end) {
      if (text.lastIndexOf('|', start) < 0 && new FieldValueDomain(path, seen).isFlag()) {
        problemCollector.warning(
            new SourceLocation(file, number, start + 1),
            "alternative-on-flag",
            "'.%s //' takes the other value for false too, for jq's // replaces null and false"
                .formatted(path),
            "compare it: .%s == true; or write if .%s == null then … else .%s end"
                .formatted(path, path, path));
      }
    }

    /** Behind an earlier pipe the path starts from something else than the call. */
    private void judge(String path, String sign, String fixed, int pathStart, int fixedStart) {
      if (text.lastIndexOf('|', pathStart) >= 0) {
        return;
      }
      FieldValueDomain fieldValueDomain = new FieldValueDomain(path, seen);
      Optional<FieldValueDomain.Objection> objection = fieldValueDomain.objection(sign, fixed);
      objection.ifPresent(
          wrong -> {
            String what = "'.%s %s %s' %s".formatted(path, sign, fixed, wrong.effect());
            SourceLocation sourceLocation = new SourceLocation(file, number, fixedStart + 1);
            problemCollector.error(
                sourceLocation, wrong.code(), what + ": " + wrong.why(), wrong.hint());
          });
    }
  }
}
