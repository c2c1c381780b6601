package io.aftercall.lint;

import io.aftercall.call.RestrictedContent;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a mapping reads what the destinations it is used for may not have. */
final class DataSharingCheck {
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private final List<RouteModel> routeModels;
  private final ProblemCollector problemCollector;

  DataSharingCheck(List<RouteModel> routeModels, ProblemCollector problemCollector) {
    this.routeModels = routeModels;
    this.problemCollector = problemCollector;
  }

  /** Looks at the text, as {@link CallPaths} does: only there every word has a place. */
  void check(WorkspaceFile mapping) {
    List<RouteModel> users =
        routeModels.stream()
            .filter(routeModel -> routeModel.folder() == WorkspaceFolder.DELIVER)
            .filter(routeModel -> routeModel.to().stream().anyMatch(to -> uses(to, mapping.name())))
            .toList();
    for (RestrictedContent part : RestrictedContent.values()) {
      String option = part.name().toLowerCase(Locale.ROOT);
      users.stream()
          .filter(routeModel -> !isOn(routeModel, option))
          .findFirst()
          .ifPresent(routeModel -> scan(mapping, part, option, routeModel));
    }
  }

  private static boolean uses(EndpointRef to, String mapping) {
    return to.is("mapping") && to.name().equals(mapping);
  }

  private static boolean isOn(RouteModel routeModel, String option) {
    return routeModel
        .from()
        .flatMap(from -> from.option(option))
        .filter(set -> set.isOpen() || set.value().equals("true"))
        .isPresent();
  }

  private void scan(
      WorkspaceFile mapping, RestrictedContent part, String option, RouteModel closed) {
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
        problemCollector.error(
            new SourceLocation(mapping.path(), line + 1, matcher.start() + 1),
            "not-shared",
            "'%s' is not given to the destination in %s"
                .formatted(matcher.group(), closed.place().file()),
            "take it out, or write '%s: true' under 'parameters' there".formatted(option));
      }
    }
  }
}
