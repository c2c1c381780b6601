package aftercall.check;

import aftercall.config.Node;
import aftercall.config.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the keys of {@code values} are words that the field they look at can hold. */
final class LookupKeys {
  private static final Pattern PATH =
      Pattern.compile("\\.((?:extracted_variables\\.)?[A-Za-z_]\\w*)");

  private final Findings findings;

  LookupKeys(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param file a mapping file, or any part of one
   * @param seen the sources whose calls the mapping sees
   */
  void check(Node file, List<Source> seen) {
    if (!(file instanceof Node.Mapping group)) {
      return;
    }
    Node values = group.get("values").orElse(null);
    Optional<String> path = path(group);
    if (path.isPresent() && values instanceof Node.Mapping lookup) {
      Contents contents = new Contents(path.get(), seen);
      for (Node.Entry entry : lookup.entries()) {
        contents
            .objectionToKey(entry.key().text())
            .ifPresent(
                wrong ->
                    findings.error(entry.key().place(), wrong.code(), wrong.why(), wrong.hint()));
      }
    }
    group.entries().stream()
        .filter(entry -> !entry.key().text().equals("values"))
        .forEach(entry -> check(entry.value(), seen));
  }

  /** Of a field that looks at one bare path and changes nothing before the lookup. */
  private static Optional<String> path(Node.Mapping group) {
    if (group.get("convert").isPresent()
        || !(group.get("from").orElse(null) instanceof Node.Scalar from)) {
      return Optional.empty();
    }
    Matcher matcher = PATH.matcher(from.text().strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
