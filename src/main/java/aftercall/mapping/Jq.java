package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * One jq expression, compiled once. A bare path ({@code .lead.variables.company}), which most
 * expressions are, is walked without the jq engine.
 */
final class Jq {
  private static final Pattern PATH = Pattern.compile("(\\.[A-Za-z_][A-Za-z0-9_]*)+");

  private final String text;
  private final String[] path;
  private final JsonQuery query;

  private Jq(String text, String[] path, JsonQuery query) {
    this.text = text;
    this.path = path;
    this.query = query;
  }

  /**
   * @throws JsonQueryException with the parser's complaint as its cause
   */
  static Jq compile(String text) throws JsonQueryException {
    String trimmed = text.strip();
    return isPath(trimmed)
        ? new Jq(trimmed, trimmed.substring(1).split("\\.", -1), null)
        : new Jq(trimmed, null, JsonQuery.compile(trimmed, Versions.JQ_1_7));
  }

  static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  String text() {
    return text;
  }

  boolean isPath() {
    return path != null;
  }

  /** The first result; missing when there is none; null when jq fails on this call. */
  JsonNode first(JsonNode call) {
    if (path == null) {
      try {
        return run(call);
      } catch (JsonQueryException | StackOverflowError e) {
        return null;
      }
    }
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
    if (path != null) {
      return first(call);
    }
    First first = new First();
    try {
      query.apply(Scope.newChildScope(Engine.SCOPE), call, first);
    } catch (Enough e) {
      return first.node;
    }
    return first.node;
  }

  /** Keeps the first result and stops the engine at the second. */
  private static final class First implements Output {
    private JsonNode node = MissingNode.getInstance();
    private boolean full;

    @Override
    public void emit(JsonNode out) {
      if (full) {
        throw Enough.INSTANCE;
      }
      node = out;
      full = true;
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Enough INSTANCE = new Enough();

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
      BuiltinFunctionLoader.getInstance()
          .listFunctions(Versions.JQ_1_7, scope)
          .forEach(
              (name, function) -> {
                if (!IMPURE.contains(name)) {
                  scope.addFunction(name, function);
                }
              });
      return scope;
    }
  }
}
