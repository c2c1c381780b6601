package io.aftercall.routing;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A decide route as it is written: which destination stands behind which conditions. It is read
 * from the file and never run.
 */
public final class DecideTree {
  private static final List<String> LANGUAGES = List.of("simple", "constant", "jsonpath", "header");

  private final String source;
  private final SourceLocation sourceLocation;
  private final List<Naming> namings = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<SourceLocation> openChoices = new ArrayList<>();
  private boolean alwaysEnds;

  /** Where {@code direct:} leads within the decide routes. */
  private final Map<String, YamlNode> directs;

  /**
   * A condition of a {@code when} or a {@code filter}.
   *
   * @param text jq, or what another language says
   * @param jq whether it is jq
   * @param description what stands beside it for people, or empty
   * @param before what else has to be so for the condition to be asked
   */
  public record Condition(
      YamlNode.Scalar text,
      boolean jq,
      String description,
      SourceLocation place,
      List<BranchCondition> before) {
    public Condition {
      before = List.copyOf(before);
    }

    /** The text in one line. */
    public String line() {
      return line(text.text());
    }

    public static String line(String text) {
      return text.strip().replaceAll("\\s+", " ");
    }

    /** The description, or else the text. */
    public String words() {
      return description.isEmpty() ? line() : description;
    }
  }

  /**
   * A condition and what it must answer.
   *
   * @param wanted false where an earlier branch takes the calls for which it holds
   */
  public record BranchCondition(Condition condition, boolean wanted) {}

  /**
   * A step that names a destination.
   *
   * @param priority 0 urgent, 1 high, 2 normal
   * @param guards what has to be so, in the order in which it is asked; empty when it always is
   */
  public record Naming(
      String destination, int priority, SourceLocation place, List<BranchCondition> guards) {
    public Naming {
      guards = List.copyOf(guards);
    }
  }

  private DecideTree(String source, SourceLocation sourceLocation, Map<String, YamlNode> directs) {
    this.source = source;
    this.sourceLocation = sourceLocation;
    this.directs = directs;
  }

  /** Every route of the decide folder that starts from a source; what is no route is left out. */
  public static List<DecideTree> all(Workspace workspace) {
    Map<String, YamlNode> directs = new HashMap<>();
    List<YamlNode.Mapping> starts = new ArrayList<>();
    for (WorkspaceFile file : workspace.in(WorkspaceFolder.DECIDE)) {
      if (file.yaml(new ArrayList<>()).orElse(null) instanceof YamlNode.Sequence list) {
        list.items().forEach(item -> start(item, starts, directs));
      }
    }
    List<DecideTree> trees = new ArrayList<>();
    for (YamlNode.Mapping from : starts) {
      String uri = text(from, "uri");
      DecideTree tree = new DecideTree(name(uri), from.place(), directs);
      tree.alwaysEnds = tree.steps(steps(from), List.of(), new HashSet<>());
      trees.add(tree);
    }
    return trees;
  }

  private static void start(
      YamlNode item, List<YamlNode.Mapping> starts, Map<String, YamlNode> directs) {
    YamlNode route = child(item, "route") == null ? item : child(item, "route");
    if (child(route, "from") instanceof YamlNode.Mapping from) {
      String uri = text(from, "uri");
      if (uri.startsWith("inbox:")) {
        starts.add(from);
      } else if (uri.startsWith("direct:")) {
        directs.put(name(uri), steps(from));
      }
    }
  }

  /** The source whose calls come here. */
  public String source() {
    return source;
  }

  public SourceLocation place() {
    return sourceLocation;
  }

  public List<Naming> namings() {
    return List.copyOf(namings);
  }

  public List<Condition> conditions() {
    return List.copyOf(conditions);
  }

  /** Where a {@code choice} has no {@code otherwise}. */
  public List<SourceLocation> openChoices() {
    return List.copyOf(openChoices);
  }

  /** Whether every call is named a destination, held or ignored, whatever its conditions say. */
  public boolean alwaysEnds() {
    return alwaysEnds;
  }

  /** Returns whether a call that comes here is always named a destination, held or ignored. */
  private boolean steps(
      YamlNode steps, List<BranchCondition> branchConditions, Set<String> entered) {
    boolean ends = false;
    if (steps instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Mapping step) {
          for (YamlNode.Entry entry : step.entries()) {
            ends |= step(entry, branchConditions, entered);
          }
        }
      }
    }
    return ends;
  }

  private boolean step(
      YamlNode.Entry step, List<BranchCondition> branchConditions, Set<String> entered) {
    return switch (step.key().text()) {
      case "to" -> to(step.value(), branchConditions, entered);
      case "choice" -> choice(step, branchConditions, entered);
      case "filter" -> {
        Condition condition = condition(step.value(), step.key().place(), branchConditions);
        steps(steps(step.value()), with(branchConditions, condition, true), entered);
        yield false;
      }
      // Whether something fails in there is not known.
      case "doTry", "loop", "split" -> {
        steps(steps(step.value()), branchConditions, entered);
        yield false;
      }
      default -> steps(steps(step.value()), branchConditions, entered);
    };
  }

  private boolean to(YamlNode value, List<BranchCondition> branchConditions, Set<String> entered) {
    YamlNode written =
        value instanceof YamlNode.Mapping group ? group.get("uri").orElse(null) : value;
    if (!(written instanceof YamlNode.Scalar address)) {
      return false;
    }
    String uri = address.text();
    String name = name(uri);
    if (uri.startsWith("outbox:")) {
      namings.add(new Naming(name, priority(uri, value), address.place(), branchConditions));
      return true;
    }
    if (uri.startsWith("direct:") && entered.add(name)) {
      boolean ends = steps(directs.get(name), branchConditions, entered);
      entered.remove(name);
      return ends;
    }
    return uri.startsWith("inbox:");
  }

  private static int priority(String uri, YamlNode value) {
    String written =
        value instanceof YamlNode.Mapping group
                && child(group, "parameters") instanceof YamlNode.Mapping p
            ? text(p, "priority")
            : "";
    String said = uri + "&priority=" + written;
    return said.contains("priority=urgent") ? 0 : said.contains("priority=high") ? 1 : 2;
  }

  private boolean choice(
      YamlNode.Entry step, List<BranchCondition> branchConditions, Set<String> entered) {
    List<BranchCondition> passed = new ArrayList<>(branchConditions);
    boolean ends = true;
    if (child(step.value(), "when") instanceof YamlNode.Sequence branches) {
      for (YamlNode branch : branches.items()) {
        Condition condition = condition(branch, branch.place(), passed);
        ends &= steps(steps(branch), with(passed, condition, true), entered);
        passed = with(passed, condition, false);
      }
    }
    YamlNode otherwise = child(step.value(), "otherwise");
    if (otherwise == null) {
      openChoices.add(step.key().place());
      return false;
    }
    return steps(steps(otherwise), passed, entered) && ends;
  }

  private static List<BranchCondition> with(
      List<BranchCondition> branchConditions, Condition condition, boolean wanted) {
    List<BranchCondition> more = new ArrayList<>(branchConditions);
    more.add(new BranchCondition(condition, wanted));
    return more;
  }

  private Condition condition(
      YamlNode step, SourceLocation otherwise, List<BranchCondition> before) {
    Condition found = written(step, text(step, "description"), otherwise, before);
    conditions.add(found);
    return found;
  }

  private static Condition written(
      YamlNode step, String description, SourceLocation otherwise, List<BranchCondition> before) {
    YamlNode.Entry jq = jq(step);
    if (jq != null) {
      return new Condition(
          (YamlNode.Scalar) jq.value(), true, description, jq.key().place(), before);
    }
    for (String language : LANGUAGES) {
      if (child(step, language) instanceof YamlNode.Scalar text) {
        return new Condition(text, false, description, text.place(), before);
      }
    }
    YamlNode.Scalar none = new YamlNode.Scalar(otherwise, "", YamlNode.ScalarType.STRING, -1);
    return new Condition(none, false, description, otherwise, before);
  }

  /** {@code jq: text}, {@code jq: {expression: text}} or {@code expression: {jq: …}}. */
  private static YamlNode.Entry jq(YamlNode step) {
    YamlNode inner = child(step, "expression") instanceof YamlNode.Mapping group ? group : step;
    YamlNode.Entry entry = entry(inner, "jq");
    if (entry != null && entry.value() instanceof YamlNode.Mapping) {
      entry = entry(entry.value(), "expression");
    }
    return entry != null && entry.value() instanceof YamlNode.Scalar ? entry : null;
  }

  private static YamlNode.Entry entry(YamlNode yamlNode, String key) {
    return yamlNode instanceof YamlNode.Mapping group ? group.entry(key).orElse(null) : null;
  }

  private static YamlNode child(YamlNode yamlNode, String key) {
    return yamlNode instanceof YamlNode.Mapping group ? group.get(key).orElse(null) : null;
  }

  private static YamlNode steps(YamlNode yamlNode) {
    return child(yamlNode, "steps");
  }

  private static String text(YamlNode yamlNode, String key) {
    return child(yamlNode, key) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }

  private static String name(String uri) {
    return uri.replaceFirst("^[a-z]+:/*", "").replaceFirst("\\?.*", "");
  }

  /** Destinations that some step names, in the order of the file. */
  Map<String, List<Naming>> byDestination() {
    Map<String, List<Naming>> all = new LinkedHashMap<>();
    namings.forEach(
        naming -> all.computeIfAbsent(naming.destination(), name -> new ArrayList<>()).add(naming));
    return all;
  }
}
