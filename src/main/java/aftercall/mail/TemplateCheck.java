package aftercall.mail;

import aftercall.config.Folder;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
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
  private static final Pattern NAME = Pattern.compile("(?<![.#\\w])[a-z_]\\w*");
  private static final Pattern NOISE =
      Pattern.compile(
          "\\(Line = \\d+, Column = \\d+\\) |EL\\d+E: |, template might not exist.*"
              + "| \\(template: .*");
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
    return workspace.in(Folder.TEMPLATES).stream()
        .filter(file -> TemplateFiles.isTemplate(file.path()))
        .flatMap(file -> problem(engine, file).stream())
        .toList();
  }

  private static Optional<Problem> problem(SpringTemplateEngine engine, WorkspaceFile file) {
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
      Throwable cause = root(broken);
      return isOfTheTemplate(cause) ? Optional.of(said(file, broken, cause)) : Optional.empty();
    } catch (RuntimeException ofTheValues) {
      return Optional.empty();
    }
  }

  /** And not of the values: with others it would do. */
  private static boolean isOfTheTemplate(Throwable cause) {
    return cause instanceof TemplateInputException
        || PARSERS.matcher(cause.getClass().getName()).matches()
        || cause instanceof TemplateProcessingException
            && cause.getMessage().startsWith("Could not parse");
  }

  private static Problem said(
      WorkspaceFile file, TemplateProcessingException broken, Throwable cause) {
    int line = broken.hasLineAndCol() ? broken.getLine() : 0;
    int column = broken.hasLineAndCol() ? broken.getCol() : 0;
    String why = NOISE.matcher(String.valueOf(cause.getMessage())).replaceAll("");
    return Problem.at(
        new Place(file.path(), line, column),
        "broken-template",
        "no letter can be made of it: " + why,
        file.path().endsWith(TemplateFiles.HTML)
            ? "values: <b th:text=\"${name}\">, conditions: <p th:if=\"${name}\">"
            : "values: [(${name})], conditions: [# th:if=\"${name}\"]…[/]");
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
