package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/** Functions that keep to the budget of the evaluation they are called in. */
public final class BoundedFunctions {
  /** Of an array that is filled up to an index in one go. */
  private static final int MOST_INDEX = 1_000_000;

  /** They go through all of their input in one go. */
  private static final Set<String> WHOLE =
      Set.of(
          "tojson/0",
          "tostring/0",
          "@json/0",
          "@text/0",
          "@csv/0",
          "@tsv/0",
          "@html/0",
          "@uri/0",
          "@sh/0",
          "@base64/0",
          "flatten/0",
          "flatten/1",
          "contains/1",
          "indices/1",
          "index/1",
          "join/1",
          "sort/0",
          "sort_by/1",
          "group_by/1",
          "unique/0",
          "unique_by/1",
          "min/0",
          "max/0",
          "min_by/1",
          "max_by/1",
          "error/0",
          "ascii/0",
          "delpaths/1");

  private BoundedFunctions() {}

  /** Puts a guard before each of these functions, by name ({@code range/1}). */
  public static void into(Scope scope, Map<String, Function> functions) {
    functions.forEach((name, function) -> scope.addFunction(name, bounded(name, function)));
  }

  private static Function bounded(String name, Function function) {
    Function guarded =
        switch (name) {
          case "_match_impl/3" -> new RegexGuard(function, 1, false);
          case "_sub_impl/3" -> new RegexGuard(function, 2, true);
          case "setpath/2" -> new ArgumentGuard(function, (in, path) -> lookAtIndices(path));
          case "contains/1", "indices/1", "index/1", "rindex/1", "split/1" ->
              new ArgumentGuard(function, Evaluation::compare);
          default -> function;
        };
    return new Guarded(guarded, WHOLE.contains(name));
  }

  /** Asked when it is called and for each of its results. */
  private record Guarded(Function function, boolean whole) implements Function {
    @Override
    public void apply(
        Scope scope,
        List<Expression> args,
        JsonNode in,
        Path path,
        PathOutput output,
        Version version)
        throws JsonQueryException {
      Evaluation.step();
      if (whole) {
        Evaluation.measure(in);
      }
      PathOutput counted =
          (out, outPath) -> {
            Evaluation.step();
            output.emit(out, outPath);
          };
      function.apply(scope, args, in, path, counted, version);
    }
  }

  /** A path to an index far behind the end of an array makes all that is before it. */
  private static void lookAtIndices(JsonNode path) {
    for (JsonNode step : path) {
      if (step.isNumber() && step.asDouble() > MOST_INDEX) {
        throw RuleTooLongException.because("an index above " + MOST_INDEX);
      }
    }
  }

  /**
   * @param look at the input and the first argument
   */
  private record ArgumentGuard(Function function, BiConsumer<JsonNode, JsonNode> look)
      implements Function {
    @Override
    public void apply(
        Scope scope,
        List<Expression> args,
        JsonNode in,
        Path path,
        PathOutput output,
        Version version)
        throws JsonQueryException {
      List<Expression> guarded = new ArrayList<>(args);
      guarded.set(0, new Looked(args.get(0), argument -> look.accept(in, argument)));
      function.apply(scope, guarded, in, path, output, version);
    }
  }

  private record Looked(Expression argument, Consumer<JsonNode> look) implements Expression {
    @Override
    public void apply(Scope scope, JsonNode in, Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      argument.apply(
          scope,
          in,
          path,
          (value, valuePath) -> {
            look.accept(value);
            output.emit(value, valuePath);
          },
          requirePath);
    }
  }
}
