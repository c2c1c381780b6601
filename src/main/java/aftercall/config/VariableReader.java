package aftercall.config;

import aftercall.call.SenderRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code variables} of a source: what an assistant extracts from the conversation. */
final class VariableReader {
  static final List<String> KEYS = List.of("type", "aliases", "values");

  private final List<Problem> problems;
  private final Map<String, Place> names = new LinkedHashMap<>();

  VariableReader(List<Problem> problems) {
    this.problems = problems;
  }

  List<SenderRules.Variable> read(Node node) {
    List<SenderRules.Variable> variables = new ArrayList<>();
    if (!(node instanceof Node.Mapping mapping)) {
      report(
          node.place(),
          "wrong-type",
          "'variables' is a group of names, not " + node.kind(),
          "write 'customer_interested: boolean'");
      return variables;
    }
    for (Node.Entry entry : mapping.entries()) {
      variable(entry).ifPresent(variables::add);
    }
    return variables;
  }

  /** {@code name: boolean}, or {@code name: { type: boolean, aliases: […] }}. */
  private Optional<SenderRules.Variable> variable(Node.Entry entry) {
    String name = entry.key().text();
    claim(name, entry.key().place());
    if (entry.value() instanceof Node.Scalar type) {
      return Optional.of(new SenderRules.Variable(name, type(type), List.of(), List.of()));
    }
    return Form.of(entry.value(), "a variable", KEYS, problems).map(form -> full(name, form));
  }

  private SenderRules.Variable full(String name, Form form) {
    List<Node.Scalar> aliases = form.scalars("aliases");
    aliases.forEach(alias -> claim(alias.text(), alias.place()));
    return new SenderRules.Variable(
        name,
        form.scalar("type").map(this::type).orElse(SenderRules.Type.STRING),
        aliases.stream().map(Node.Scalar::text).toList(),
        form.texts("values"));
  }

  private SenderRules.Type type(Node.Scalar written) {
    Optional<SenderRules.Type> type = Form.constant(written.text(), SenderRules.Type.class);
    if (type.isEmpty()) {
      report(
          written.place(),
          "wrong-value",
          "'" + written.text() + "' is no type of a variable",
          Nearest.hint(written.text(), Form.names(SenderRules.Type.class)));
    }
    return type.orElse(SenderRules.Type.STRING);
  }

  /** A name leads to one variable only, else it would depend on the order in the file. */
  private void claim(String name, Place place) {
    Place first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
    if (first != null) {
      report(
          place,
          "duplicate-name",
          "'" + name + "' already leads to another variable",
          "see line " + first.line());
    }
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
