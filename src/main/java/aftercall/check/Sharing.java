package aftercall.check;

import aftercall.call.Conversation;
import aftercall.config.Folder;
import aftercall.config.Place;
import aftercall.config.WorkspaceFile;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a mapping reads what the destinations it is used for may not have. */
final class Sharing {
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private final List<Route> routes;
  private final Findings findings;

  Sharing(List<Route> routes, Findings findings) {
    this.routes = routes;
    this.findings = findings;
  }

  /** Looks at the text, as {@link CallPaths} does: only there every word has a place. */
  void check(WorkspaceFile mapping) {
    List<Route> users =
        routes.stream()
            .filter(route -> route.folder() == Folder.DELIVER)
            .filter(route -> route.to().stream().anyMatch(to -> uses(to, mapping.name())))
            .toList();
    for (Conversation part : Conversation.values()) {
      String option = part.name().toLowerCase(Locale.ROOT);
      users.stream()
          .filter(route -> !isOn(route, option))
          .findFirst()
          .ifPresent(route -> look(mapping, part, option, route));
    }
  }

  private static boolean uses(Endpoint to, String mapping) {
    return to.is("mapping") && to.name().equals(mapping);
  }

  private static boolean isOn(Route route, String option) {
    return route
        .from()
        .flatMap(from -> from.option(option))
        .filter(set -> set.isOpen() || set.value().equals("true"))
        .isPresent();
  }

  private void look(WorkspaceFile mapping, Conversation part, String option, Route closed) {
    Pattern read =
        Pattern.compile(
            part.fields().stream()
                .sorted()
                .collect(Collectors.joining("|", "\\.(", ")(?![A-Za-z0-9_])")));
    String[] lines = mapping.text().split("\n", -1);
    for (int line = 0; line < lines.length; line++) {
      Matcher comment = COMMENT.matcher(lines[line]);
      int end = comment.find() ? comment.start() : lines[line].length();
      Matcher matcher = read.matcher(lines[line]).region(0, end);
      while (matcher.find()) {
        findings.error(
            new Place(mapping.path(), line + 1, matcher.start() + 1),
            "not-shared",
            "'%s' is not given to the destination in %s"
                .formatted(matcher.group(), closed.place().file()),
            "take it out, or write '%s: true' under 'parameters' there".formatted(option));
      }
    }
  }
}
