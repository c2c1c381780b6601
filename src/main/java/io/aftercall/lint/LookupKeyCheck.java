package io.aftercall.lint;

import io.aftercall.config.Source;
import io.aftercall.config.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the keys of {@code lookup} are words that the field they look at can hold. */
final class LookupKeyCheck {
  private static final Pattern PATH =
      Pattern.compile("\\.((?:extracted_variables\\.)?[A-Za-z_]\\w*)");

  private final ProblemCollector problemCollector;

  LookupKeyCheck(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  /**
   * @param file a mapping file, or any part of one
   * @param seen the sources whose calls the mapping sees
   */
  void check(YamlNode file, List<Source> seen) {
    if (!(file instanceof YamlNode.Mapping group)) {
      return;
    }
    YamlNode values = group.get("lookup").orElse(null);
    Optional<String> path = path(group);
    if (path.isPresent() && values instanceof YamlNode.Mapping lookup) {
      FieldValueDomain fieldValueDomain = new FieldValueDomain(path.get(), seen);
      for (YamlNode.Entry entry : lookup.entries()) {
        fieldValueDomain
            .objectionToKey(entry.key().text())
            .ifPresent(
                wrong ->
                    problemCollector.error(
                        entry.key().place(), wrong.code(), wrong.why(), wrong.hint()));
      }
    }
    group.entries().stream()
        .filter(entry -> !entry.key().text().equals("lookup"))
        .forEach(entry -> check(entry.value(), seen));
  }

  /** Of a field that looks at one bare path and changes nothing before the lookup. */
  private static Optional<String> path(YamlNode.Mapping group) {
    if (group.get("convert").isPresent()
        || !(group.get("from").orElse(null) instanceof YamlNode.Scalar from)) {
      return Optional.empty();
    }
    Matcher matcher = PATH.matcher(from.text().strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
