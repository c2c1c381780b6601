package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.aftercall.config.SourceLocation;
import io.aftercall.mapping.jq.BoundedFunctions;
import io.aftercall.mapping.jq.BoundedQuery;
import io.aftercall.mapping.jq.RuleTooLongException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * One jq expression, compiled once. A bare path ({@code .lead.variables.company}), which most
 * expressions are, and a list of them are walked without the jq engine.
 */
final class Jq {
  private static final String STEPS = "(?:\\.[A-Za-z_][A-Za-z0-9_]*)+";
  private static final Pattern PATH = Pattern.compile(STEPS);
  private static final Pattern LIST =
      Pattern.compile("\\[\\s*" + STEPS + "(?:\\s*,\\s*" + STEPS + ")*\\s*]");

  private final String text;
  private final String[][] paths;
  private final boolean list;
  private final BoundedQuery query;
  private final SourceLocation sourceLocation;

  private Jq(String text, String[][] paths, BoundedQuery query, SourceLocation sourceLocation) {
    this.text = text;
    this.sourceLocation = sourceLocation;
    this.paths = paths;
    this.list = text.startsWith("[");
    this.query = query;
  }

  /**
   * @param place where it stands, for people who look for it; null when nobody would
   * @throws JsonQueryException with the parser's complaint as its cause
   * @throws RuleTooLongException when it cannot be read in time
   */
  static Jq compile(String text, SourceLocation sourceLocation) throws JsonQueryException {
    String trimmed = text.strip();
    boolean walked = PATH.matcher(trimmed).matches() || LIST.matcher(trimmed).matches();
    return walked
        ? new Jq(trimmed, paths(trimmed), null, sourceLocation)
        : new Jq(trimmed, null, BoundedQuery.compile(trimmed, Versions.JQ_1_7), sourceLocation);
  }

  private static String[][] paths(String text) {
    List<String[]> paths = new ArrayList<>();
    Matcher matcher = PATH.matcher(text);
    while (matcher.find()) {
      // Interned like the names of a call, so that equal ones are found without comparing letters.
      paths.add(
          Arrays.stream(matcher.group().substring(1).split("\\.", -1))
              .map(String::intern)
              .toArray(String[]::new));
    }
    return paths.toArray(String[][]::new);
  }

  String text() {
    return text;
  }

  /** Whether it is one or several bare paths. */
  boolean isWalked() {
    return paths != null;
  }

  /**
   * The first result; missing when there is none; null when jq fails on this call.
   *
   * @throws RuleTooLongException with its place, when it used up its budget
   */
  JsonNode first(JsonNode call) {
    if (paths != null) {
      return walk(call);
    }
    try {
      return run(call);
    } catch (JsonQueryException e) {
      return null;
    } catch (RuleTooLongException e) {
      throw e.at(sourceLocation == null ? "" : sourceLocation.file() + ":" + sourceLocation.line());
    }
  }

  private JsonNode walk(JsonNode call) {
    if (!list) {
      return walk(call, paths[0]);
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode(paths.length);
    for (String[] path : paths) {
      JsonNode value = walk(call, path);
      values.add(value.isMissingNode() ? NullNode.getInstance() : value);
    }
    return values;
  }

  private static JsonNode walk(JsonNode call, String[] path) {
    JsonNode node = call;
    for (String key : path) {
      node = node.get(key);
      if (node == null) {
        return MissingNode.getInstance();
      }
    }
    return node;
  }

  /** True unless the first result is false, null or missing; a failure is false. */
  boolean holds(JsonNode call) {
    JsonNode result = first(call);
    return result != null
        && !result.isNull()
        && !result.isMissingNode()
        && (!result.isBoolean() || result.booleanValue());
  }

  /** Runs the engine; for the check at load, which wants to know why it fails. */
  JsonNode run(JsonNode call) throws JsonQueryException {
    if (paths != null) {
      return walk(call);
    }
    First first = new First();
    try {
      query.apply(Scope.newChildScope(Engine.SCOPE), call, first);
    } catch (Enough e) {
      return first.node;
    }
    return first.node;
  }

  /** One or two results, for those who must know whether there is more than one. */
  List<JsonNode> firstTwo(JsonNode call) throws JsonQueryException {
    if (paths != null) {
      JsonNode value = walk(call);
      return value.isMissingNode() ? List.of(NullNode.getInstance()) : List.of(value);
    }
    List<JsonNode> results = new ArrayList<>();
    try {
      query.apply(
          Scope.newChildScope(Engine.SCOPE),
          call,
          result -> {
            results.add(result);
            if (results.size() == 2) {
              throw new Enough();
            }
          });
    } catch (Enough e) {
      return results;
    }
    return results;
  }

  /** Keeps the first result and stops the engine at the second. */
  private static final class First implements Output {
    private JsonNode node = MissingNode.getInstance();
    private boolean full;

    @Override
    public void emit(JsonNode out) {
      if (full) {
        throw new Enough();
      }
      node = out;
      full = true;
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Enough() {
      super(null, null, false, false);
    }
  }

  /** Loaded with the first expression that is more than a path: it takes a tenth of a second. */
  private static final class Engine {
    /** Would make a mapping depend on more than the call, or look behind the house. */
    private static final Set<String> IMPURE =
        Set.of(
            "now/0",
            "random/0",
            "uuid4/0",
            "timestamp/0",
            "hostname/0",
            "hostname/1",
            "debug_scope/0");

    private static final Scope SCOPE = scope();

    private static Scope scope() {
      Scope scope = Scope.newEmptyScope();
      Map<String, Function> functions =
          new HashMap<>(BuiltinFunctionLoader.getInstance().listFunctions(Versions.JQ_1_7, scope));
      functions.keySet().removeAll(IMPURE);
      BoundedFunctions.into(scope, functions);
      JqFunctions.addTo(scope);
      return scope;
    }
  }
}
