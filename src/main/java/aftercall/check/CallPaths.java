package aftercall.check;

import aftercall.call.SenderRules;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Source;
import aftercall.config.WorkspaceFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracted variables that are read in mappings and decide routes, but declared in no source. */
final class CallPaths {
  private static final Pattern READ =
      Pattern.compile("\\.extracted_variables\\.([A-Za-z_][A-Za-z0-9_]*)");
  private static final Set<String> PROSE = Set.of("description", "note", "title", "value");

  private final Set<String> declared = new TreeSet<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Findings findings;

  CallPaths(Iterable<Source> sources, Findings findings) {
    this.findings = findings;
    for (Source source : sources) {
      for (SenderRules.Variable variable : source.rules().variables()) {
        declared.add(variable.name());
        variable.aliases().forEach(alias -> aliases.put(alias, variable.name()));
      }
    }
  }

  void check(WorkspaceFile file, Node node) {
    if (node instanceof Node.Mapping group) {
      for (Node.Entry entry : group.entries()) {
        if (!PROSE.contains(entry.key().text())) {
          check(file, entry.value());
        }
      }
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(item -> check(file, item));
    } else if (node instanceof Node.Scalar text) {
      Matcher matcher = READ.matcher(text.text());
      while (matcher.find()) {
        if (!declared.contains(matcher.group(1))) {
          report(matcher.group(1), place(file, text, matcher));
        }
      }
    }
  }

  private void report(String name, Place place) {
    String message = "no source declares the variable '" + name + "'";
    Optional<String> near =
        Optional.ofNullable(aliases.get(name)).or(() -> Nearest.to(name, declared));
    if (near.isPresent()) {
      findings.error(
          place, "unknown-variable", message, "did you mean '" + near.get() + "'? Else declare it");
    } else {
      findings.warning(
          place,
          "undeclared-variable",
          message,
          "declare it in config/sources, so that its value has a type");
    }
  }

  /** Folded texts do not start where they stand, so the words are looked up in the file. */
  private static Place place(WorkspaceFile file, Node.Scalar text, Matcher found) {
    if (text.indent() >= 0 && text.text().indexOf('\n') < 0) {
      return text.at(found.start());
    }
    int before = 0;
    Matcher again = READ.matcher(text.text());
    while (again.find() && again.start() < found.start()) {
      before += again.group().equals(found.group()) ? 1 : 0;
    }
    String[] lines = file.text().split("\n", -1);
    for (int line = text.place().line(); line <= lines.length; line++) {
      int from = line == text.place().line() ? text.place().column() - 1 : 0;
      Matcher inLine = READ.matcher(lines[line - 1]);
      for (boolean hit = inLine.find(from); hit; hit = inLine.find()) {
        if (inLine.group().equals(found.group()) && before-- == 0) {
          return new Place(file.path(), line, inLine.start() + 1);
        }
      }
    }
    return text.place();
  }
}
