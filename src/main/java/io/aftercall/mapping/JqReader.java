package io.aftercall.mapping;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import io.aftercall.mapping.jq.RuleTooLongException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Compiles the jq of operators and says in plain words what is wrong with it, and where. */
final class JqReader {
  private static final Pattern POSITION = Pattern.compile("at line (\\d+), column (\\d+)");
  private static final Pattern HEAD =
      Pattern.compile("(?<![\\w.)\\]\"?])\\.([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?<![=!<>/|+*%?-])=(?!=)|\\|=|//=|\\+=|-=");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
  private static final Pattern FUNCTION = Pattern.compile("Function (.+)/\\d+ does not exist");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\w+ is not defined|module not found.*");
  private static final Set<String> CLOCKS = Set.of("now", "random", "uuid4", "timestamp");

  private static final String ENDLESS = "jq-endless";
  private static final int MOST_ENDLESS = 3;

  private final List<Problem> problems;
  private final Surroundings around;

  /**
   * What an expression stands in.
   *
   * @param what "a mapping"
   * @param ofCall whether it looks at the canonical call
   * @param functions known there beyond those of jq
   */
  record Surroundings(String what, boolean ofCall, Set<String> functions) {
    static final Surroundings MAPPING = new Surroundings("a mapping", true, Set.of());

    boolean isMapping() {
      return this == MAPPING;
    }
  }

  JqReader(List<Problem> problems) {
    this(problems, Surroundings.MAPPING);
  }

  JqReader(List<Problem> problems, Surroundings around) {
    this.problems = problems;
    this.around = around;
  }

  Optional<Jq> read(YamlNode.Scalar scalar) {
    return read(scalar.text(), scalar, 0);
  }

  /** Says the same as {@link #read}, without making anything that could be run. */
  void check(YamlNode.Scalar scalar) {
    if (!SimpleJqRecognizer.accepts(scalar.text())) {
      read(scalar);
    } else if (around.ofCall()) {
      checkHeads(blankTexts(scalar.text()), scalar, 0);
    }
  }

  Optional<SourceExpression> pick(YamlNode.Scalar scalar) {
    return pick(scalar.text(), scalar, 0);
  }

  /**
   * jq, and behind its last pipes conversions: {@code .duration | minutes}.
   *
   * @param offset where the expression starts in the scalar's text
   */
  Optional<SourceExpression> pick(String text, YamlNode.Scalar scalar, int offset) {
    List<Conversion> conversions = new ArrayList<>();
    String query = text;
    for (int pipe = query.lastIndexOf('|'); pipe > 0; pipe = query.lastIndexOf('|')) {
      Optional<Conversion> conversion = Conversions.of(query.substring(pipe + 1).strip());
      if (conversion.isEmpty()) {
        break;
      }
      conversions.add(0, conversion.get());
      query = query.substring(0, pipe);
    }
    ValuePipeline valuePipeline =
        conversions.isEmpty() ? ValuePipeline.AS_IT_IS : new ValuePipeline(conversions, null, null);
    return read(query, scalar, offset)
        .map(jq -> new SourceExpression(text.strip(), jq, valuePipeline));
  }

  private Optional<Jq> read(String text, YamlNode.Scalar scalar, int offset) {
    try {
      Jq jq = Jq.compile(text, scalar.at(offset));
      String code = jq.isWalked() ? text : blankTexts(text);
      if (around.ofCall()) {
        checkHeads(code, scalar, offset);
      }
      if (!jq.isWalked()) {
        checkAssignment(code, scalar, offset);
        checkNames(jq, scalar.at(offset));
      }
      return Optional.of(jq);
    } catch (RuleTooLongException e) {
      report(scalar.at(offset), "jq-too-long", e.getMessage(), "write a shorter rule");
      return Optional.empty();
    } catch (JsonQueryException e) {
      int column = column(e.getCause());
      SourceLocation sourceLocation = scalar.at(offset + column - 1);
      String shown = column > 0 ? "jq stops making sense at character " + column : "this is no jq";
      report(sourceLocation, "jq-syntax", shown, hint(text));
      return Optional.empty();
    }
  }

  /** The first word of every path that starts from the call is a call's field. */
  private void checkHeads(String code, YamlNode.Scalar scalar, int offset) {
    JqScope jqScope = new JqScope(code);
    Matcher matcher = HEAD.matcher(code);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (jqScope.isCallAt(matcher.start()) && !CallFields.NAMES.contains(name)) {
        report(
            scalar.at(offset + matcher.start()),
            "unknown-path",
            "a call has no '." + name + "'",
            DidYouMean.to(name, CallFields.NAMES)
                .map(near -> "did you mean '." + near + "'?")
                .orElse(
                    "the sender's own names stand under .extracted_variables,"
                        + " .input_variables, .lead.variables or .raw"));
      }
    }
  }

  private void checkAssignment(String code, YamlNode.Scalar scalar, int offset) {
    Matcher matcher = ASSIGNMENT.matcher(code);
    if (matcher.find()) {
      report(
          scalar.at(offset + matcher.start()),
          "jq-assignment",
          "a single '=' changes the call instead of comparing",
          "compare with '=='");
    }
  }

  /** Names are only looked up when the engine runs, so it runs once on an empty call. */
  private void checkNames(Jq jq, SourceLocation sourceLocation) {
    if (problems.stream().filter(problem -> problem.code().equals(ENDLESS)).count()
        >= MOST_ENDLESS) {
      // Each of them takes its time, and these have to be mended first.
      return;
    }
    try {
      jq.run(YamlJson.emptyCall());
    } catch (JsonQueryException e) {
      Matcher missing = FUNCTION.matcher(String.valueOf(e.getMessage()));
      if (missing.matches()) {
        String name = missing.group(1);
        if (around.isMapping() || !(CLOCKS.contains(name) || around.functions().contains(name))) {
          report(
              sourceLocation, "jq-name", "there is no '" + name + "'", nameHint(name, jq.text()));
        }
      } else if (VARIABLE.matcher(String.valueOf(e.getMessage())).matches()) {
        report(
            sourceLocation,
            "jq-name",
            e.getMessage(),
            around.what() + " knows nothing but the call");
      }
    } catch (RuleTooLongException e) {
      report(sourceLocation, ENDLESS, e.getMessage(), "it does so on an empty call already");
    }
  }

  private String nameHint(String name, String text) {
    if (CallFields.NAMES.contains(name) && text.startsWith(name)) {
      return "a path starts with a dot: write ." + text;
    }
    if (name.equals("strflocaltime") || name.equals("localtime")) {
      return "say the zone too: strflocaltime(\"%H:%M\"; .time_zone)";
    }
    if (!around.isMapping()) {
      return Conversions.names().contains(name)
          ? "conversions are for mappings"
          : "a text stands in double quotes; jq does not know this function";
    }
    if (text.equals(name) && !CLOCKS.contains(name)) {
      return "for a fixed text write { constant: " + name + " }";
    }
    return CLOCKS.contains(name)
        ? "mappings know no clock and no chance, only the call"
        : DidYouMean.to(name, Conversions.names())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("neither jq nor the conversions know it");
  }

  private String hint(String text) {
    if (text.indexOf('\'') >= 0) {
      return "jq writes texts in double quotes";
    }
    if (text.contains("&&") || text.contains("||")) {
      return "jq says 'and' and 'or'";
    }
    if (!text.contains(".") && around.isMapping()) {
      return "for a fixed text write { constant: " + text.strip() + " }";
    }
    return text.contains("{") && around.isMapping() ? "texts with braces belong into 'text'" : "";
  }

  private static int column(Throwable cause) {
    Matcher matcher = POSITION.matcher(cause == null ? "" : String.valueOf(cause.getMessage()));
    return matcher.find() && matcher.group(1).equals("1") ? Integer.parseInt(matcher.group(2)) : 0;
  }

  private static String blankTexts(String text) {
    return TEXT.matcher(text)
        .replaceAll(found -> "\"" + "_".repeat(found.group().length() - 2) + "\"");
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
