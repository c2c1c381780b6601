package io.aftercall.dryrun;

import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where two sets of rules are alike, so that the same call must become the same there. Whatever it
 * is not sure of counts as different.
 */
final class ConfigEquivalence {
  private static final Pattern DESTINATION = Pattern.compile("outbox:([\\w-]+)");
  private static final Pattern MAPPING = Pattern.compile("mapping:([\\w-]+)");

  /** A mapping that is named in another way, or steps that stand in another file. */
  private static final Pattern NOT_PLAIN =
      Pattern.compile("mapping:(?![\\w-])|uri: *[\"']?mapping[\"']? *$|direct", Pattern.MULTILINE);

  private final boolean sources;
  private final boolean decisions;
  private final Set<String> different = new HashSet<>();
  private final boolean everywhere;

  ConfigEquivalence(Workspace one, Workspace other) {
    sources = same(one, other, WorkspaceFolder.SOURCES);
    decisions = same(one, other, WorkspaceFolder.DECIDE);
    everywhere =
        !same(one, other, WorkspaceFolder.KAMELETS) || !same(one, other, WorkspaceFolder.TEMPLATES);
    compare(one, other);
    compare(other, one);
  }

  private static boolean same(Workspace one, Workspace other, WorkspaceFolder workspaceFolder) {
    return one.in(workspaceFolder).equals(other.in(workspaceFolder));
  }

  private void compare(Workspace one, Workspace other) {
    boolean all =
        same(one, other, WorkspaceFolder.DELIVER) && same(one, other, WorkspaceFolder.MAPPINGS);
    List<WorkspaceFile> theirs = other.in(WorkspaceFolder.DELIVER);
    List<WorkspaceFile> mappings = other.in(WorkspaceFolder.MAPPINGS);
    for (WorkspaceFile route : one.in(WorkspaceFolder.DELIVER)) {
      boolean same =
          theirs.contains(route)
              && (all || !NOT_PLAIN.matcher(route.text()).find())
              && one.in(WorkspaceFolder.MAPPINGS).stream()
                  .filter(mapping -> uses(route, mapping.name()))
                  .allMatch(mappings::contains);
      if (!same) {
        all(DESTINATION, route.text(), different);
      }
    }
  }

  private static boolean uses(WorkspaceFile route, String mapping) {
    Set<String> used = new HashSet<>();
    all(MAPPING, route.text(), used);
    return used.contains(mapping);
  }

  private static void all(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  /** Whether a body is read and decided alike. */
  boolean decide() {
    return sources && decisions;
  }

  /** Whether a call that is read alike is sent alike to this destination. */
  boolean send(String destination) {
    return sources && !everywhere && !different.contains(destination);
  }
}
