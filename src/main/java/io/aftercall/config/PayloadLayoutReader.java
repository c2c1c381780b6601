package io.aftercall.config;

import com.fasterxml.jackson.core.JsonPointer;
import io.aftercall.call.CallVocabulary;
import io.aftercall.call.PayloadLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code fields} and {@code statuses} of a source: the words of a sender of another shape.
 */
final class PayloadLayoutReader {
  private static final Pattern PATH = Pattern.compile("(\\.[A-Za-z_][\\w-]*|\\[\\d{1,4}])+");
  private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\[(\\d+)]");

  private final List<Problem> problems;

  PayloadLayoutReader(List<Problem> problems) {
    this.problems = problems;
  }

  PayloadLayout read(YamlObjectReader yamlObjectReader) {
    Map<String, List<JsonPointer>> fields = fields(yamlObjectReader);
    Map<String, String> statuses = statuses(yamlObjectReader);
    if (yamlObjectReader.has("statuses") && !yamlObjectReader.has("fields")) {
      yamlObjectReader.report(
          yamlObjectReader.place("statuses"),
          "missing-key",
          "'statuses' needs 'fields'",
          "say under fields where the status stands");
    }
    return new PayloadLayout(fields, statuses);
  }

  private Map<String, List<JsonPointer>> fields(YamlObjectReader yamlObjectReader) {
    Map<String, List<JsonPointer>> fields = new HashMap<>();
    Optional<YamlObjectReader> group =
        yamlObjectReader
            .node("fields")
            .flatMap(n -> YamlObjectReader.of(n, "'fields'", PayloadLayout.NAMES, problems));
    for (String name : PayloadLayout.NAMES) {
      group
          .filter(g -> g.has(name))
          .ifPresent(
              g -> {
                List<JsonPointer> places = new ArrayList<>();
                g.scalars(name).forEach(path -> place(path).ifPresent(places::add));
                fields.put(name, places);
              });
    }
    if (group.isPresent() && !group.get().has("id")) {
      yamlObjectReader.report(
          yamlObjectReader.place("fields"),
          "missing-key",
          "'fields' does not say where the id stands",
          "without an id a call that is sent twice cannot be told: id: .call_id");
    }
    return fields;
  }

  private Optional<JsonPointer> place(YamlNode.Scalar path) {
    if (!PATH.matcher(path.text()).matches()) {
      report(
          path, "'" + path.text() + "' is no path", "write it like .contact.phone or .items[0].id");
      return Optional.empty();
    }
    StringBuilder pointer = new StringBuilder();
    Matcher step = STEP.matcher(path.text());
    while (step.find()) {
      pointer.append('/').append(step.group(1) == null ? step.group(2) : step.group(1));
    }
    return Optional.of(JsonPointer.compile(pointer.toString()));
  }

  private Map<String, String> statuses(YamlObjectReader yamlObjectReader) {
    Map<String, String> statuses = new HashMap<>();
    YamlNode yamlNode = yamlObjectReader.node("statuses").orElse(null);
    if (yamlNode != null && !(yamlNode instanceof YamlNode.Mapping)) {
      problems.add(
          Problem.at(
              yamlNode.place(),
              "wrong-type",
              "'statuses' is a group of words, not " + yamlNode.kind(),
              "write answered: completed"));
    }
    if (yamlNode instanceof YamlNode.Mapping words) {
      for (YamlNode.Entry entry : words.entries()) {
        if (entry.value() instanceof YamlNode.Scalar ours
            && CallVocabulary.STATUSES.contains(ours.text())) {
          statuses.put(CallVocabulary.status(entry.key().text()), ours.text());
        } else {
          String word = entry.value() instanceof YamlNode.Scalar said ? said.text() : "";
          problems.add(
              Problem.at(
                  entry.value().place(),
                  "wrong-value",
                  "'" + word + "' is no status of ours",
                  DidYouMean.hint(word, CallVocabulary.STATUSES)));
        }
      }
    }
    return statuses;
  }

  private void report(YamlNode.Scalar where, String message, String hint) {
    problems.add(Problem.at(where.place(), "wrong-value", message, hint));
  }
}
