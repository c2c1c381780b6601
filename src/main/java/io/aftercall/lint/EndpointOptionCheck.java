package io.aftercall.lint;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.RetiredWords;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the options of addresses against what components and kamelets declare. */
final class EndpointOptionCheck {
  private static final List<String> HOUSE = List.of("inbox", "outbox", "mapping", "kamelet");
  private static final Set<String> INSIDE_A_KAMELET = Set.of("source", "sink");
  private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9-]+");

  private final CamelDslCatalog camel;
  private final Map<String, KameletModel> kameletModels;
  private final Workspace workspace;
  private final ProblemCollector problemCollector;

  EndpointOptionCheck(
      CamelDslCatalog camel,
      Map<String, KameletModel> kameletModels,
      Workspace workspace,
      ProblemCollector problemCollector) {
    this.camel = camel;
    this.kameletModels = kameletModels;
    this.workspace = workspace;
    this.problemCollector = problemCollector;
  }

  void check(RouteModel routeModel) {
    for (EndpointRef endpointRef : routeModel.endpoints()) {
      if (endpointRef.scheme().isEmpty()) {
        checkIsAddress(endpointRef);
      } else if (endpointRef.is("kamelet") && !isInside(routeModel, endpointRef)) {
        kamelet(endpointRef);
      } else {
        component(endpointRef);
      }
    }
  }

  private static boolean isInside(RouteModel routeModel, EndpointRef endpointRef) {
    return routeModel.folder() == WorkspaceFolder.KAMELETS
        && INSIDE_A_KAMELET.contains(endpointRef.name());
  }

  private void checkIsAddress(EndpointRef endpointRef) {
    String text = endpointRef.uri().text();
    if (!endpointRef.dynamic() && !EndpointRef.isOpen(text)) {
      problemCollector.error(
          endpointRef.place(),
          "no-address",
          "'" + text + "' is no address",
          "write component:name, as in outbox:" + (text.isBlank() ? "name" : text));
    }
  }

  private void component(EndpointRef endpointRef) {
    String scheme = endpointRef.scheme();
    Optional<DslDefinition> words = camel.component(scheme);
    if (words.isEmpty()) {
      // Components that somebody adds are known to Camel, not to us.
      if (!EndpointRef.isOpen(scheme) && !CamelParts.hasComponent(scheme)) {
        problemCollector.error(
            endpointRef.place(),
            "unknown-component",
            "there is no component '" + scheme + ":'",
            DidYouMean.to(scheme, HOUSE)
                .map(near -> "did you mean '" + near + ":'?")
                .orElse("it does not come with the service; for a JSON API use kamelet:http-json"));
      }
      return;
    }
    for (EndpointRef.Option option : endpointRef.options()) {
      Optional<DslDefinition.Kind> kind = words.get().key(option.name());
      if (kind.isPresent()) {
        side(endpointRef, option, kind.get());
        OptionValueCheck.check(
            kind.get(), option.name(), option.value(), option.valuePlace(), problemCollector);
      } else if (!words.get().text() && !words.get().hasPrefixOf(option.name())) {
        unknown(option, "'" + scheme + ":' has no option '", "unknown-option", words.get().names());
      }
    }
  }

  private void side(EndpointRef endpointRef, EndpointRef.Option option, DslDefinition.Kind kind) {
    if (kind.side().equals(endpointRef.consumer() ? ">" : "<")) {
      String where = endpointRef.consumer() ? "to" : "from";
      problemCollector.error(
          option.place(),
          "wrong-side",
          "'" + option.name() + "' is an option of '" + where + ": " + endpointRef.scheme() + ":…'",
          "move it there");
    }
  }

  private void unknown(EndpointRef.Option option, String message, String code, List<String> known) {
    problemCollector.error(
        option.place(),
        code,
        message + option.name() + "'",
        known.isEmpty() ? "it has none" : RetiredWords.hint(option.name(), known));
  }

  private void kamelet(EndpointRef endpointRef) {
    String called = endpointRef.name();
    int slash = called.indexOf('/');
    String name = slash < 0 ? called : called.substring(0, slash);
    KameletModel kameletModel = kameletModels.get(name);
    if (EndpointRef.isOpen(name)) {
      return;
    }
    if (kameletModel == null) {
      problemCollector.error(
          endpointRef.namePlace(),
          "unknown-kamelet",
          "there is no kamelet '" + name + "'",
          DidYouMean.to(name, kameletModels.keySet())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("add routes/kamelets/" + name + ".kamelet.yaml"));
      return;
    }
    parameters(endpointRef, kameletModel);
    if (name.equals("send-mail")) {
      endpointRef.option("template").ifPresent(this::template);
    }
  }

  private void parameters(EndpointRef endpointRef, KameletModel kameletModel) {
    DslDefinition common = camel.component("kamelet").orElseThrow();
    for (EndpointRef.Option option : endpointRef.options()) {
      DslDefinition.Kind kind = kameletModel.parameters().get(option.name());
      if (kind == null && common.key(option.name()).isEmpty()) {
        String message = "'" + kameletModel.name() + "' has no parameter '";
        unknown(option, message, "unknown-parameter", kameletModel.names());
      } else if (kind != null && option.value().contains("&")) {
        problemCollector.error(
            option.valuePlace(),
            "wrong-value",
            "a parameter cannot hold an '&': the address ends there",
            kind.type().equals("jq") ? "write \\u0026 in a text of jq" : "leave it out");
      } else if (kind != null) {
        OptionValueCheck.braces(
            option.name(), option.value(), option.valuePlace(), problemCollector);
        OptionValueCheck.check(
            kind, option.name(), option.value(), option.valuePlace(), problemCollector);
      }
    }
    kameletModel
        .parameters()
        .forEach(
            (name, kind) -> {
              if (kind.required() && endpointRef.option(name).isEmpty()) {
                problemCollector.error(
                    endpointRef.place(),
                    "missing-parameter",
                    "'" + kameletModel.name() + "' needs '" + name + "'",
                    "write kamelet:" + kameletModel.name() + "?" + name + "=…");
              }
            });
  }

  private void template(EndpointRef.Option option) {
    String name = option.value();
    if (option.isOpen()) {
      return;
    }
    if (!TEMPLATE.matcher(name).matches()) {
      problemCollector.error(
          option.valuePlace(),
          "wrong-value",
          "'template' cannot be '" + name + "'",
          "small letters, digits and dashes");
      return;
    }
    for (String ending : List.of(".txt", ".html")) {
      String path = WorkspaceFolder.TEMPLATES.path() + "/" + name + ending;
      if (workspace.text(path).isEmpty()) {
        problemCollector.error(
            option.valuePlace(),
            "unknown-template",
            "there is no file '" + path + "'",
            DidYouMean.to(name, templates(ending))
                .map(near -> "did you mean '" + near + "'?")
                .orElse("a letter has two files, .txt and .html"));
      }
    }
  }

  private List<String> templates(String ending) {
    return workspace.in(WorkspaceFolder.TEMPLATES).stream()
        .map(file -> file.name())
        .filter(name -> name.endsWith(ending))
        .map(name -> name.substring(0, name.length() - ending.length()))
        .toList();
  }
}
