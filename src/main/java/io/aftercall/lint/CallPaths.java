package io.aftercall.lint;

import io.aftercall.call.SourceRules;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Source;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFile;
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
  private final ProblemCollector problemCollector;

  CallPaths(Iterable<Source> sources, ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
    for (Source source : sources) {
      for (SourceRules.Variable variable : source.rules().variables()) {
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
          scan(
              matcher.group(1),
              new SourceLocation(file.path(), line + 1, matcher.start() + 1),
              names);
        }
      }
    }
  }

  private void scan(String name, SourceLocation sourceLocation, Set<String> seen) {
    Set<String> sources = declared.get(name);
    if (sources == null) {
      unknown(name, sourceLocation);
    } else if (sources.stream().noneMatch(seen::contains)) {
      problemCollector.warning(
          sourceLocation,
          "undeclared-variable",
          "the calls that come here are from %s, which declares no variable '%s'"
              .formatted(quoted(seen), name),
          "only %s does; declare it in config/sources/%s.yaml too"
              .formatted(quoted(sources), seen.iterator().next()));
    }
  }

  private void unknown(String name, SourceLocation sourceLocation) {
    String message = "no source declares the variable '" + name + "'";
    Optional<String> near =
        Optional.ofNullable(aliases.get(name)).or(() -> DidYouMean.slip(name, declared.keySet()));
    if (near.isPresent()) {
      problemCollector.error(
          sourceLocation,
          "unknown-variable",
          message,
          "did you mean '" + near.get() + "'? Else declare it");
    } else {
      problemCollector.warning(
          sourceLocation,
          "undeclared-variable",
          message,
          "declare it in config/sources, so that its value has a type");
    }
  }

  private static String quoted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining("', '", "'", "'"));
  }
}
