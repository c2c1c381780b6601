package aftercall.config;

import aftercall.call.BodyShape;
import aftercall.call.CallWords;
import com.fasterxml.jackson.core.JsonPointer;
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
final class BodyShapeReader {
  private static final Pattern PATH = Pattern.compile("(\\.[A-Za-z_][\\w-]*|\\[\\d{1,4}])+");
  private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\[(\\d+)]");

  private final List<Problem> problems;

  BodyShapeReader(List<Problem> problems) {
    this.problems = problems;
  }

  BodyShape read(Form form) {
    Map<String, List<JsonPointer>> fields = fields(form);
    Map<String, String> statuses = statuses(form);
    if (form.has("statuses") && !form.has("fields")) {
      form.report(
          form.place("statuses"),
          "missing-key",
          "'statuses' needs 'fields'",
          "say under fields where the status stands");
    }
    return new BodyShape(fields, statuses);
  }

  private Map<String, List<JsonPointer>> fields(Form form) {
    Map<String, List<JsonPointer>> fields = new HashMap<>();
    Optional<Form> group =
        form.node("fields").flatMap(n -> Form.of(n, "'fields'", BodyShape.NAMES, problems));
    for (String name : BodyShape.NAMES) {
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
      form.report(
          form.place("fields"),
          "missing-key",
          "'fields' does not say where the id stands",
          "without an id a call that is sent twice cannot be told: id: .call_id");
    }
    return fields;
  }

  private Optional<JsonPointer> place(Node.Scalar path) {
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

  private Map<String, String> statuses(Form form) {
    Map<String, String> statuses = new HashMap<>();
    Node node = form.node("statuses").orElse(null);
    if (node != null && !(node instanceof Node.Mapping)) {
      problems.add(
          Problem.at(
              node.place(),
              "wrong-type",
              "'statuses' is a group of words, not " + node.kind(),
              "write answered: completed"));
    }
    if (node instanceof Node.Mapping words) {
      for (Node.Entry entry : words.entries()) {
        if (entry.value() instanceof Node.Scalar ours && CallWords.STATUSES.contains(ours.text())) {
          statuses.put(CallWords.status(entry.key().text()), ours.text());
        } else {
          String word = entry.value() instanceof Node.Scalar said ? said.text() : "";
          problems.add(
              Problem.at(
                  entry.value().place(),
                  "wrong-value",
                  "'" + word + "' is no status of ours",
                  Nearest.hint(word, CallWords.STATUSES)));
        }
      }
    }
    return statuses;
  }

  private void report(Node.Scalar where, String message, String hint) {
    problems.add(Problem.at(where.place(), "wrong-value", message, hint));
  }
}
