package io.aftercall.reload.history;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.aftercall.config.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What two sets differ in, file by file. Settings do not count.
 *
 * @param files those that differ, by path
 */
public record FileDiffs(List<FileDifference> files) {
  private static final int CONTEXT = 3;

  /** What became of a file. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  /**
   * @param lines of a unified diff, without its two head lines: each begins with {@code @}, a
   *     blank, {@code +} or {@code -}
   */
  public record FileDifference(String path, Kind kind, List<String> lines) {
    public long added() {
      return lines.stream().filter(line -> line.startsWith("+")).count();
    }

    public long removed() {
      return lines.stream().filter(line -> line.startsWith("-")).count();
    }

    /** As {@code diff -u} and {@code git diff} write it. */
    public String unified() {
      String from = kind == Kind.ADDED ? "/dev/null" : "a/" + path;
      String to = kind == Kind.REMOVED ? "/dev/null" : "b/" + path;
      return "--- " + from + "\n+++ " + to + "\n" + String.join("\n", lines) + "\n";
    }
  }

  public static FileDiffs between(Workspace from, Workspace to) {
    SortedSet<String> paths = new TreeSet<>(from.rules().keySet());
    paths.addAll(to.rules().keySet());
    List<FileDifference> files = new ArrayList<>();
    for (String path : paths) {
      String before = from.rules().get(path);
      String after = to.rules().get(path);
      if (before == null) {
        files.add(new FileDifference(path, Kind.ADDED, lines("", after)));
      } else if (after == null) {
        files.add(new FileDifference(path, Kind.REMOVED, lines(before, "")));
      } else if (!before.equals(after)) {
        files.add(new FileDifference(path, Kind.CHANGED, lines(before, after)));
      }
    }
    return new FileDiffs(List.copyOf(files));
  }

  private static List<String> lines(String before, String after) {
    List<String> from = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> to = after.isEmpty() ? List.of() : after.lines().toList();
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff("a", "b", from, DiffUtils.diff(from, to), CONTEXT);
    return unified.isEmpty() ? List.of() : List.copyOf(unified.subList(2, unified.size()));
  }
}
