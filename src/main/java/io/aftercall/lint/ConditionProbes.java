package io.aftercall.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Source;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.JqFailure;
import io.aftercall.mapping.JqProbe;
import io.aftercall.routing.DecideTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs every condition of the decide routes over calls that never were: over the samples, over
 * calls in which nothing was said, and over each value that is declared or that the condition
 * itself names. What comes out the same for all of them, or fails where nothing was said, is told
 * before it surprises somebody.
 */
final class ConditionProbes {
  private static final String SAMPLES = "config/samples/";
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern WORD = Pattern.compile("(?<![.\\w$@])[A-Za-z_]\\w*");

  /** {@code or "failed"}: a text that is compared with nothing. */
  private static final Pattern BARE_TEXT =
      Pattern.compile("\\b(?:or|and)\\s+\"[^\"]*\"\\s*(?=$|\\)|\\b(?:or|and)\\b)");

  private static final Pattern LIST = Pattern.compile("[=!]=\\s*\\[|]\\s*[=!]=");

  /** Of conditions made of these alone every answer can be had by trying values. */
  private static final Set<String> TRIED_OUT =
      Set.of(
          "and",
          "or",
          "not",
          "true",
          "false",
          "null",
          "IN",
          "contains",
          "startswith",
          "endswith",
          "ascii_downcase",
          "ascii_upcase");

  private static final Pattern LIST_ALONE = Pattern.compile("^\\s*[\\[{]");

  /** What is looked into here no made-up call has. */
  private static final Pattern GOES_DEEPER =
      Pattern.compile("[\\w)?\\]]\\s*\\[|\\.\\[|\\.\\.|fromjson|first|last|env|\\$");

  private static final Pattern BEYOND =
      Pattern.compile("[+*%$]|\\.\\[|\\[\\]|\\s-\\s|(?<!/)/(?!/)");

  private final Workspace workspace;
  private final SourceReachability seen;
  private final ProblemCollector problemCollector;

  ConditionProbes(Workspace workspace, SourceReachability seen, ProblemCollector problemCollector) {
    this.workspace = workspace;
    this.seen = seen;
    this.problemCollector = problemCollector;
  }

  void check(DecideTree tree) {
    List<Source> sources = seen.ofDecide(tree.place().file());
    Map<String, ObjectNode> samples = samples(sources);
    for (DecideTree.Condition condition : tree.conditions()) {
      Optional<JqProbe> probe =
          condition.jq() ? JqProbe.of(condition.text().text()) : Optional.empty();
      if (probe.isPresent()) {
        new One(condition, probe.get(), sources).check(samples);
      }
    }
  }

  /** Those that are calls of one of the sources, as they are read. */
  private Map<String, ObjectNode> samples(List<Source> sources) {
    Map<String, ObjectNode> read = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : workspace.files().tailMap(SAMPLES).entrySet()) {
      if (!file.getKey().startsWith(SAMPLES)) {
        break;
      }
      byte[] body = file.getValue().getBytes(StandardCharsets.UTF_8);
      for (Source source : sources) {
        if (new CallReader(source.rules()).read(body, 1) instanceof ReadResult.Read call) {
          read.putIfAbsent(file.getKey(), call.call());
        }
      }
    }
    return read;
  }

  private final class One {
    private final DecideTree.Condition condition;
    private final JqProbe probe;
    private final List<Source> sources;
    private final String code;
    private int holds;
    private int holdsNot;
    private boolean answers;
    private JqFailure failure;

    One(DecideTree.Condition condition, JqProbe probe, List<Source> sources) {
      this.condition = condition;
      this.probe = probe;
      this.sources = sources;
      code = TEXT.matcher(condition.text().text()).replaceAll("\"\"");
    }

    void check(Map<String, ObjectNode> samples) {
      if (toldAlready()) {
        return;
      }
      List<Guarded> before = guards();
      for (ObjectNode call : new ProbeCalls(condition, sources).calls()) {
        count(call, before);
        if (probe.tookTooLong()) {
          break;
        }
      }
      if (!probe.tookTooLong()) {
        samples.values().forEach(call -> answers = answers || probe.answers(call));
        whatItAnswers();
      }
      if (failure != null) {
        failsOnNothing();
      } else {
        failsOn(samples, before);
      }
    }

    private void whatItAnswers() {
      if (answers || GOES_DEEPER.matcher(code).find()) {
        sameForAll();
      } else if (holdsNot > 0) {
        neverAnswers();
      }
    }

    /**
     * What the text alone shows to be wrong, {@link ConstantComparisonCheck} told with its exact
     * place.
     */
    private boolean toldAlready() {
      SourceLocation sourceLocation = condition.text().place();
      int last = sourceLocation.line() + condition.text().text().split("\n", -1).length + 1;
      return problemCollector.list().stream()
          .filter(problem -> !problem.isWarning())
          .map(Problem::place)
          .anyMatch(
              found ->
                  found.file().equals(sourceLocation.file())
                      && found.line() >= sourceLocation.line()
                      && found.line() <= last - 1 + (condition.text().indent() < 0 ? 1 : -1));
    }

    private void count(ObjectNode call, List<Guarded> before) {
      JqProbe.ProbeResult probeResult = probe.ask(call);
      answers = answers || probe.answers(call);
      if (probeResult == JqProbe.ProbeResult.HOLDS) {
        holds++;
      } else if (probeResult == JqProbe.ProbeResult.HOLDS_NOT) {
        holdsNot++;
      } else if (failure == null && before.stream().allMatch(guard -> guard.lets(call))) {
        JqFailure found = probe.failure(call);
        failure = found.missing() && failsWithoutLists(call) ? found : null;
      }
    }

    /** A list that was made up holds items of another kind than the condition looks into. */
    private boolean failsWithoutLists(ObjectNode call) {
      return probe.ask(withoutLists(call.deepCopy())) == JqProbe.ProbeResult.FAILS;
    }

    private static ObjectNode withoutLists(ObjectNode group) {
      for (Map.Entry<String, JsonNode> field : group.properties()) {
        if (field.getValue().isArray()) {
          field.setValue(NullNode.getInstance());
        } else if (field.getValue() instanceof ObjectNode inner) {
          withoutLists(inner);
        }
      }
      return group;
    }

    private void sameForAll() {
      if (!canBeTriedOut() || holds + holdsNot == 0 || (holds > 0 && holdsNot > 0)) {
        return;
      }
      boolean always = holds > 0;
      problemCollector.error(
          place(),
          always ? "always-holds" : "never-holds",
          "'%s' %s, whatever a call says"
              .formatted(condition.line(), always ? "always holds" : "never holds"),
          hint(always));
    }

    private void neverAnswers() {
      problemCollector.error(
          place(),
          "never-holds",
          "'%s' never holds: it gives a value or nothing, and never true or false"
              .formatted(condition.line()),
          LIST_ALONE.matcher(condition.line()).find()
              ? "take the brackets away, and compare with what can come"
              : "compare it with what can come; or ask '… != null' where something must be there");
    }

    private boolean canBeTriedOut() {
      Matcher words = WORD.matcher(code);
      while (words.find()) {
        boolean known = TRIED_OUT.contains(words.group());
        if (!known && !(words.group().equals("test") && readsClosedListsOnly())) {
          return false;
        }
      }
      return !BEYOND.matcher(code).find() && !GOES_DEEPER.matcher(code).find();
    }

    /** All that can come is known, so a pattern can be tried on all of it. */
    private boolean readsClosedListsOnly() {
      return JqFailure.paths(code).stream()
          .allMatch(path -> new FieldValueDomain(path.substring(1), sources).isClosed());
    }

    private String hint(boolean always) {
      String text = condition.line();
      if (BARE_TEXT.matcher(text).find()) {
        String path = JqFailure.paths(text).get(0);
        return "a text alone beside 'or' always holds: compare each, or write "
            + path
            + " | IN(\"…\", \"…\")";
      }
      if (LIST.matcher(text).find()) {
        return "a single value never equals a list: write "
            + JqFailure.paths(text).get(0)
            + " | IN(\"…\", \"…\")";
      }
      return always
          ? "take the condition away, or compare with what comes"
          : "compare with a value that can come; 'try' and the samples show what does";
    }

    private void failsOnNothing() {
      problemCollector.warning(
          place(),
          "fails-on-nothing",
          "this condition fails for every call where %s, and such a call is held"
              .formatted(failure.words()),
          failure.bulkAction());
    }

    private void failsOn(Map<String, ObjectNode> samples, List<Guarded> before) {
      for (Map.Entry<String, ObjectNode> sample : samples.entrySet()) {
        ObjectNode call = sample.getValue();
        boolean asked = before.stream().allMatch(guard -> guard.lets(call));
        if (asked && probe.ask(call) == JqProbe.ProbeResult.FAILS) {
          problemCollector.warning(
              place(),
              "fails-on-sample",
              "this condition fails on %s: %s"
                  .formatted(sample.getKey(), probe.failure(call).words()),
              "");
          return;
        }
      }
    }

    private SourceLocation place() {
      return condition.text().place();
    }

    private List<Guarded> guards() {
      List<Guarded> guards = new ArrayList<>();
      for (DecideTree.BranchCondition branchCondition : condition.before()) {
        if (branchCondition.condition().jq()) {
          JqProbe.of(branchCondition.condition().text().text())
              .ifPresent(found -> guards.add(new Guarded(found, branchCondition.wanted())));
        }
      }
      return guards;
    }
  }

  /** A condition that is asked before, and what it must say so that this one is asked at all. */
  private record Guarded(JqProbe probe, boolean wanted) {
    boolean lets(JsonNode call) {
      JqProbe.ProbeResult probeResult = probe.ask(call);
      return probeResult != JqProbe.ProbeResult.FAILS
          && (probeResult == JqProbe.ProbeResult.HOLDS) == wanted;
    }
  }
}
