package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Nearest;
import aftercall.config.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the options of addresses against what components and kamelets declare. */
final class Options {
  private static final List<String> HOUSE = List.of("inbox", "outbox", "mapping", "kamelet");
  private static final Set<String> INSIDE_A_KAMELET = Set.of("source", "sink");
  private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9-]+");

  private final CamelWords camel;
  private final Map<String, Kamelet> kamelets;
  private final Workspace workspace;
  private final Findings findings;

  Options(CamelWords camel, Map<String, Kamelet> kamelets, Workspace workspace, Findings findings) {
    this.camel = camel;
    this.kamelets = kamelets;
    this.workspace = workspace;
    this.findings = findings;
  }

  void check(Route route) {
    for (Endpoint endpoint : route.endpoints()) {
      if (endpoint.scheme().isEmpty()) {
        checkIsAddress(endpoint);
      } else if (endpoint.is("kamelet") && !isInside(route, endpoint)) {
        kamelet(endpoint);
      } else {
        component(endpoint);
      }
    }
  }

  private static boolean isInside(Route route, Endpoint endpoint) {
    return route.folder() == Folder.KAMELETS && INSIDE_A_KAMELET.contains(endpoint.name());
  }

  private void checkIsAddress(Endpoint endpoint) {
    String text = endpoint.uri().text();
    if (!endpoint.dynamic() && !Endpoint.isOpen(text)) {
      findings.error(
          endpoint.place(),
          "no-address",
          "'" + text + "' is no address",
          "write component:name, as in outbox:" + (text.isBlank() ? "name" : text));
    }
  }

  private void component(Endpoint endpoint) {
    String scheme = endpoint.scheme();
    Optional<Words> words = camel.component(scheme);
    if (words.isEmpty()) {
      // Components that somebody adds are known to Camel, not to us; typing errors in ours are.
      Nearest.to(scheme, HOUSE)
          .ifPresent(
              near ->
                  findings.error(
                      endpoint.place(),
                      "unknown-component",
                      "there is no component '" + scheme + ":'",
                      "did you mean '" + near + ":'?"));
      return;
    }
    for (Endpoint.Option option : endpoint.options()) {
      Optional<Words.Kind> kind = words.get().key(option.name());
      if (kind.isPresent()) {
        side(endpoint, option, kind.get());
        Values.check(kind.get(), option.name(), option.value(), option.valuePlace(), findings);
      } else if (!words.get().text() && !words.get().hasPrefixOf(option.name())) {
        unknown(option, "'" + scheme + ":' has no option '", "unknown-option", words.get().names());
      }
    }
  }

  private void side(Endpoint endpoint, Endpoint.Option option, Words.Kind kind) {
    if (kind.side().equals(endpoint.consumer() ? ">" : "<")) {
      String where = endpoint.consumer() ? "to" : "from";
      findings.error(
          option.place(),
          "wrong-side",
          "'" + option.name() + "' is an option of '" + where + ": " + endpoint.scheme() + ":…'",
          "move it there");
    }
  }

  private void unknown(Endpoint.Option option, String message, String code, List<String> known) {
    findings.error(
        option.place(),
        code,
        message + option.name() + "'",
        known.isEmpty() ? "it has none" : Nearest.hint(option.name(), known));
  }

  private void kamelet(Endpoint endpoint) {
    String called = endpoint.name();
    int slash = called.indexOf('/');
    String name = slash < 0 ? called : called.substring(0, slash);
    Kamelet kamelet = kamelets.get(name);
    if (Endpoint.isOpen(name)) {
      return;
    }
    if (kamelet == null) {
      findings.error(
          endpoint.namePlace(),
          "unknown-kamelet",
          "there is no kamelet '" + name + "'",
          Nearest.to(name, kamelets.keySet())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("add routes/kamelets/" + name + ".kamelet.yaml"));
      return;
    }
    parameters(endpoint, kamelet);
    if (name.equals("send-mail")) {
      endpoint.option("template").ifPresent(this::template);
    }
  }

  private void parameters(Endpoint endpoint, Kamelet kamelet) {
    Words common = camel.component("kamelet").orElseThrow();
    for (Endpoint.Option option : endpoint.options()) {
      Words.Kind kind = kamelet.parameters().get(option.name());
      if (kind == null && common.key(option.name()).isEmpty()) {
        String message = "'" + kamelet.name() + "' has no parameter '";
        unknown(option, message, "unknown-parameter", kamelet.names());
      } else if (kind != null && option.value().contains("&")) {
        findings.error(
            option.valuePlace(),
            "wrong-value",
            "a parameter cannot hold an '&': the address ends there",
            kind.type().equals("jq") ? "write \\u0026 in a text of jq" : "leave it out");
      } else if (kind != null) {
        Values.check(kind, option.name(), option.value(), option.valuePlace(), findings);
      }
    }
    kamelet
        .parameters()
        .forEach(
            (name, kind) -> {
              if (kind.required() && endpoint.option(name).isEmpty()) {
                findings.error(
                    endpoint.place(),
                    "missing-parameter",
                    "'" + kamelet.name() + "' needs '" + name + "'",
                    "write kamelet:" + kamelet.name() + "?" + name + "=…");
              }
            });
  }

  private void template(Endpoint.Option option) {
    String name = option.value();
    if (option.isOpen()) {
      return;
    }
    if (!TEMPLATE.matcher(name).matches()) {
      findings.error(
          option.valuePlace(),
          "wrong-value",
          "'template' cannot be '" + name + "'",
          "small letters, digits and dashes");
      return;
    }
    for (String ending : List.of(".txt", ".html")) {
      String path = Folder.TEMPLATES.path() + "/" + name + ending;
      if (workspace.text(path).isEmpty()) {
        findings.error(
            option.valuePlace(),
            "unknown-template",
            "there is no file '" + path + "'",
            Nearest.to(name, templates(ending))
                .map(near -> "did you mean '" + near + "'?")
                .orElse("a letter has two files, .txt and .html"));
      }
    }
  }

  private List<String> templates(String ending) {
    return workspace.in(Folder.TEMPLATES).stream()
        .map(file -> file.name())
        .filter(name -> name.endsWith(ending))
        .map(name -> name.substring(0, name.length() - ending.length()))
        .toList();
  }
}
