package io.aftercall.lint;

import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decide route is a pure question: it is asked in dry runs, tests and replays as often as anybody
 * likes, so it must reach nothing outside.
 */
final class DecideRoutePurityCheck {
  private static final Set<String> INSIDE = Set.of("inbox", "outbox", "log", "direct");
  private static final Set<String> STEPS =
      Set.of(
          "choice",
          "filter",
          "to",
          "log",
          "stop",
          "doTry",
          "doCatch",
          "doFinally",
          "split",
          "loop",
          "multicast",
          "pipeline",
          "step",
          "setBody",
          "transform",
          "setVariable",
          "setVariables",
          "setProperty",
          "setHeader",
          "removeVariable",
          "removeProperty",
          "removeProperties",
          "removeHeader",
          "removeHeaders",
          "validate",
          "throwException");
  private static final Set<String> LANGUAGES =
      Set.of("jq", "simple", "constant", "variable", "exchangeProperty", "header", "jsonpath");

  /** Beans, types, and what differs from machine to machine. */
  private static final Pattern CALL =
      Pattern.compile("\\$(?:simple)?\\{\\s*(bean|ref|type|env|sysenv|sys|camelContext)\\b");

  private static final String WHY = "a decide route only names destinations";
  private static final String INSTEAD = "do it in a deliver route";

  private final ProblemCollector problemCollector;

  DecideRoutePurityCheck(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  void check(RouteModel routeModel) {
    if (routeModel.folder() != WorkspaceFolder.DECIDE) {
      return;
    }
    for (YamlNode.Scalar step : routeModel.steps()) {
      // 'to' is judged by its address.
      if (!STEPS.contains(step.text())) {
        refuse(step.place(), "'" + step.text() + "' reaches outside");
      }
    }
    for (EndpointRef to : routeModel.to()) {
      String scheme = to.scheme();
      if (!scheme.isEmpty() && !INSIDE.contains(scheme)) {
        refuse(to.place(), "'" + scheme + ":' reaches outside");
      }
    }
    for (RouteModel.Expression expression : routeModel.expressions()) {
      String language = expression.language().text();
      if (!LANGUAGES.contains(language)) {
        refuse(expression.language().place(), "'" + language + "' runs code");
      }
    }
  }

  /** Simple expressions hide in many texts: log messages, variable names, reasons. */
  void checkTexts(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Mapping group) {
      group.entries().forEach(entry -> checkTexts(entry.value()));
    } else if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(this::checkTexts);
    } else if (yamlNode instanceof YamlNode.Scalar text) {
      Matcher matcher = CALL.matcher(text.text());
      if (matcher.find()) {
        refuse(text.at(matcher.start()), "'${" + matcher.group(1) + "…}' looks behind the call");
      }
    }
  }

  private void refuse(io.aftercall.config.SourceLocation sourceLocation, String message) {
    problemCollector.error(sourceLocation, "not-pure", WHY + ", but " + message, INSTEAD);
  }
}
