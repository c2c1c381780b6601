package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.path.Path;

/**
 * Puts a guard before every part of a compiled expression. The library has no hook for it and keeps
 * the parts in fields, so the fields are set; a test holds it against the library's version.
 */
public final class ExpressionGuards {
  private static final String LIBRARY = "net.thisptr.jackson.jq.";

  /** They have no parts, compute nothing, and some are recognised by their class. */
  private static final Set<String> LEAVES =
      Set.of("ThisObject", "VariableAccess", "BreakExpression", "FormattingFilter");

  /** They give many results for one input, and nothing else need be asked in between. */
  private static final Set<String> MANY = Set.of("BracketExtractFieldAccess", "RecursionOperator");

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private ExpressionGuards() {}

  /** The same query, changed in place. */
  public static JsonQuery guard(JsonQuery query) {
    try {
      new ExpressionGuards().enter(query, false);
      return query;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("jackson-jq has other insides than expected", e);
    }
  }

  /**
   * @param whole whether whoever gets the results goes through all of each in one go
   */
  private record Guarded(Expression part, boolean whole) implements Expression {
    @Override
    public void apply(Scope scope, JsonNode in, Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      Evaluation.step();
      part.apply(scope, in, path, watched(output), requirePath);
    }

    private PathOutput watched(PathOutput output) {
      if (whole) {
        return measured(output);
      }
      return MANY.contains(part.getClass().getSimpleName()) ? counted(output) : output;
    }

    private static PathOutput counted(PathOutput output) {
      return (out, path) -> {
        Evaluation.step();
        output.emit(out, path);
      };
    }

    private static PathOutput measured(PathOutput output) {
      return (out, path) -> {
        Evaluation.measure(out);
        output.emit(out, path);
      };
    }

    @Override
    public String toString() {
      return part.toString();
    }
  }

  private void enter(Object part, boolean whole) throws IllegalAccessException {
    if (part == null || !part.getClass().getName().startsWith(LIBRARY) || !seen.add(part)) {
      return;
    }
    for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
      if (!type.isEnum()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            enter(part, field, whole || takesWhole(part));
          }
        }
      }
    }
  }

  /** Texts are made of it, or it is compared. */
  private static boolean takesWhole(Object part) {
    String name = part.getClass().getName();
    return name.endsWith(".StringInterpolation") || name.contains(".comparison.");
  }

  private void enter(Object part, Field field, boolean whole) throws IllegalAccessException {
    field.setAccessible(true);
    Object value = field.get(part);
    if (value instanceof List<?> list && !list.isEmpty()) {
      List<Object> guarded = new ArrayList<>(list.size());
      for (Object item : list) {
        guarded.add(guarded(item, Object.class, whole));
      }
      field.set(part, guarded);
    } else {
      Object guarded = guarded(value, field.getType(), whole);
      if (guarded != value) {
        field.set(part, guarded);
      }
    }
  }

  private Object guarded(Object value, Class<?> wanted, boolean whole)
      throws IllegalAccessException {
    // A pair within a list belongs to whoever has the list.
    enter(value, whole && !(value instanceof Expression));
    if (value instanceof BinaryOperator) {
      return BoundedOperator.bounded(value);
    }
    boolean bare =
        value instanceof Expression
            && !(value instanceof Guarded)
            && wanted.isAssignableFrom(Guarded.class)
            && !value.getClass().getName().contains(".literal.")
            && (whole || !LEAVES.contains(value.getClass().getSimpleName()));
    return bare ? new Guarded((Expression) value, whole) : value;
  }
}
