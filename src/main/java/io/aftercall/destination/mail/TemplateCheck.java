package io.aftercall.destination.mail;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateInputException;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Finds templates that cannot become a letter whatever the record holds, by making each once with
 * nothing and once with a text for every name it uses.
 */
public final class TemplateCheck {
  private static final Pattern NAME = Pattern.compile("(?<![.#\\w])[A-Za-z_]\\w*");
  private static final Pattern NOISE =
      Pattern.compile(
          "\\(Line = \\d+, Column = \\d+\\) |EL\\d+E: |, template might not exist.*"
              + "| \\(template: .*");
  private static final Pattern ABSENT =
      Pattern.compile("Error resolving (?:template \\[([^]]+)]|fragment: \"([^\"]*)\")");
  private static final Pattern EXPRESSION = Pattern.compile("[$*]\\{[^}]*}");
  private static final Pattern HELPER = Pattern.compile("#([A-Za-z]+)\\b");

  /** Objects an expression can name: those of Thymeleaf, and the roots of Spring's expressions. */
  private static final Set<String> HELPERS =
      Set.of(
          "aggregates",
          "arrays",
          "bools",
          "calendars",
          "conversions",
          "ctx",
          "dates",
          "execInfo",
          "fields",
          "ids",
          "lists",
          "locale",
          "maps",
          "messages",
          "mvc",
          "numbers",
          "objects",
          "requestdatavalues",
          "root",
          "sets",
          "strings",
          "temporals",
          "themes",
          "this",
          "uris",
          "vars");

  private static final String CODE = "broken-template";
  private static final Pattern PARSERS =
      Pattern.compile(
          "org\\.(attoparser|thymeleaf\\.templateparser|springframework\\.expression)\\..*"
              + "ParseException");
  private static final List<MailTemplates.Field> FIELDS =
      List.of(new MailTemplates.Field("name", "Name", "text", ""));

  private TemplateCheck() {}

  /** One problem for each template that is wrong, the first there is. */
  public static List<Problem> problems(Workspace workspace) {
    SpringTemplateEngine engine = TemplateFiles.engine(workspace);
    return workspace.in(WorkspaceFolder.TEMPLATES).stream()
        .filter(file -> TemplateFiles.isTemplate(file.path()))
        .flatMap(file -> problem(engine, file).stream())
        .toList();
  }

  private static Optional<Problem> problem(SpringTemplateEngine engine, WorkspaceFile file) {
    return unknownHelper(file).or(() -> broken(engine, file));
  }

  /** One that is not there is null, and so would be blamed on the values. */
  private static Optional<Problem> unknownHelper(WorkspaceFile file) {
    return EXPRESSION
        .matcher(file.text())
        .results()
        .flatMap(expression -> HELPER.matcher(expression.group()).results())
        .map(helper -> helper.group(1))
        .filter(name -> !HELPERS.contains(name))
        .findFirst()
        .map(
            name -> {
              int line =
                  (int) file.text().substring(0, file.text().indexOf("#" + name)).lines().count();
              return Problem.at(
                  new SourceLocation(file.path(), Math.max(1, line), 0),
                  CODE,
                  "no letter can be made of it: there is no #" + name,
                  DidYouMean.to(name, HELPERS)
                      .map(near -> "did you mean '#" + near + "'?")
                      .orElse("known are #strings, #numbers, #dates, #temporals, #lists, #bools"));
            });
  }

  private static Optional<Problem> broken(SpringTemplateEngine engine, WorkspaceFile file) {
    return Stream.of(nothing(), everything(file.text()))
        .flatMap(record -> problem(engine, file, record).stream())
        .findFirst();
  }

  private static Context nothing() {
    Context record = new Context(Locale.ROOT);
    record.setVariable("fields", List.of());
    return record;
  }

  private static Context everything(String template) {
    Context record = new Context(Locale.ROOT);
    NAME.matcher(template)
        .results()
        .map(MatchResult::group)
        .forEach(name -> record.setVariable(name, "text"));
    record.setVariable("fields", FIELDS);
    return record;
  }

  private static Optional<Problem> problem(
      SpringTemplateEngine engine, WorkspaceFile file, Context record) {
    try {
      engine.process(file.name(), record);
      return Optional.empty();
    } catch (TemplateProcessingException broken) {
      return judged(file, broken, root(broken));
    } catch (RuntimeException ofTheValues) {
      return Optional.empty();
    }
  }

  private static Optional<Problem> judged(
      WorkspaceFile file, TemplateProcessingException broken, Throwable cause) {
    if (String.valueOf(cause.getMessage()).startsWith("Fragment inclusion depth")) {
      return Optional.of(endless(file));
    }
    return isOfTheTemplate(cause, file.text())
        ? Optional.of(said(file, broken, cause))
        : Optional.empty();
  }

  private static Problem endless(WorkspaceFile file) {
    return Problem.at(
        SourceLocation.of(file.path()),
        CODE,
        "no letter can be made of it: it holds itself",
        "take out the th:insert or th:replace that leads back to it");
  }

  /** And not of the values: with others it would do, and find another template to insert. */
  private static boolean isOfTheTemplate(Throwable cause, String text) {
    Matcher absent = ABSENT.matcher(String.valueOf(cause.getMessage()));
    if (absent.find()) {
      return absent.group(1) == null
          ? !absent.group(2).contains("${")
          : text.contains(absent.group(1));
    }
    return cause instanceof TemplateInputException
        || PARSERS.matcher(cause.getClass().getName()).matches()
        || String.valueOf(cause.getMessage()).contains("on type org.thymeleaf.expression.")
        || cause instanceof TemplateProcessingException
            && cause.getMessage().startsWith("Could not parse");
  }

  private static Problem said(
      WorkspaceFile file, TemplateProcessingException broken, Throwable cause) {
    int line = broken.hasLineAndCol() ? broken.getLine() : 0;
    int column = broken.hasLineAndCol() ? broken.getCol() : 0;
    String why = NOISE.matcher(String.valueOf(cause.getMessage())).replaceAll("");
    return Problem.at(
        new SourceLocation(file.path(), line, column),
        CODE,
        "no letter can be made of it: " + why,
        file.path().endsWith(TemplateFiles.HTML)
            ? "values: <b th:text=\"${name}\">, conditions: <p th:if=\"${name}\">"
            : "values: [(${name})], conditions: [# th:if=\"${name}\"]…[/]");
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
