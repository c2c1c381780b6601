package aftercall.check;

import aftercall.call.SenderRules;
import aftercall.config.Nearest;
import aftercall.config.Place;
import aftercall.config.Source;
import aftercall.config.WorkspaceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Extracted variables that a mapping or a decide route reads, but whose source declares none. */
final class CallPaths {
  private static final Pattern READ =
      Pattern.compile("\\.extracted_variables\\.([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#\\s");

  /** Name of a variable to the sources that declare it. */
  private final Map<String, Set<String>> declared = new TreeMap<>();

  private final Map<String, String> aliases = new HashMap<>();
  private final Findings findings;

  CallPaths(Iterable<Source> sources, Findings findings) {
    this.findings = findings;
    for (Source source : sources) {
      for (SenderRules.Variable variable : source.rules().variables()) {
        declared.computeIfAbsent(variable.name(), n -> new TreeSet<>()).add(source.name());
        variable.aliases().forEach(alias -> aliases.put(alias, variable.name()));
      }
    }
  }

  /**
   * Looks at the text, not at what YAML makes of it: only there every word has a place.
   *
   * @param seen the sources whose calls this file sees
   */
  void check(WorkspaceFile file, List<Source> seen) {
    Set<String> names = seen.stream().map(Source::name).collect(Collectors.toSet());
    String[] lines = file.text().split("\n", -1);
    for (int line = 0; line < lines.length; line++) {
      Matcher matcher = READ.matcher(lines[line]);
      while (matcher.find()) {
        if (!COMMENT.matcher(lines[line]).region(0, matcher.start()).find()) {
          look(matcher.group(1), new Place(file.path(), line + 1, matcher.start() + 1), names);
        }
      }
    }
  }

  private void look(String name, Place place, Set<String> seen) {
    Set<String> sources = declared.get(name);
    if (sources == null) {
      unknown(name, place);
    } else if (sources.stream().noneMatch(seen::contains)) {
      findings.warning(
          place,
          "undeclared-variable",
          "the calls that come here are from %s, which declares no variable '%s'"
              .formatted(quoted(seen), name),
          "only %s does; declare it in config/sources/%s.yaml too"
              .formatted(quoted(sources), seen.iterator().next()));
    }
  }

  private void unknown(String name, Place place) {
    String message = "no source declares the variable '" + name + "'";
    Optional<String> near =
        Optional.ofNullable(aliases.get(name)).or(() -> Nearest.slip(name, declared.keySet()));
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

  private static String quoted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining("', '", "'", "'"));
  }
}
