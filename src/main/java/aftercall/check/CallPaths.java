package aftercall.check;

import aftercall.call.SenderRules;
import aftercall.config.Nearest;
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
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#\\s");

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

  /** Looks at the text, not at what YAML makes of it: only there every word has a place. */
  void check(WorkspaceFile file) {
    String[] lines = file.text().split("\n", -1);
    for (int line = 0; line < lines.length; line++) {
      Matcher matcher = READ.matcher(lines[line]);
      while (matcher.find()) {
        String name = matcher.group(1);
        if (!declared.contains(name)
            && !COMMENT.matcher(lines[line]).region(0, matcher.start()).find()) {
          report(name, new Place(file.path(), line + 1, matcher.start() + 1));
        }
      }
    }
  }

  private void report(String name, Place place) {
    String message = "no source declares the variable '" + name + "'";
    Optional<String> near =
        Optional.ofNullable(aliases.get(name)).or(() -> Nearest.slip(name, declared));
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
}
