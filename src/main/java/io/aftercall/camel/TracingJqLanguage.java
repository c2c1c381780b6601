package io.aftercall.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.aftercall.mapping.JqFailure;
import io.aftercall.mapping.JqFunctions;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.routing.DecideTree;
import io.aftercall.routing.RoutingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Camel's jq with the functions of mappings, within its budget. A condition that fails on a call
 * says where it stands and which field it failed on; where traces are wanted, the plan notes what
 * each condition was asked and answered.
 */
public final class TracingJqLanguage extends BoundedJq {
  private final UnaryOperator<String> placeOf;
  private final boolean tracing;

  /**
   * @param placeOf where a condition stands, by its text
   * @param tracing whether each answer is noted; failures always are
   */
  public TracingJqLanguage(UnaryOperator<String> placeOf, boolean tracing) {
    super(placeOf);
    this.placeOf = placeOf;
    this.tracing = tracing;
  }

  @Override
  public void init() {
    super.init();
    JqFunctions.addTo(getRootScope());
  }

  @Override
  public Predicate createPredicate(String expression, Object[] properties) {
    return new Listening(super.createPredicate(expression, properties), expression);
  }

  private final class Listening implements Predicate {
    private final Predicate condition;
    private final String text;

    Listening(Predicate condition, String text) {
      this.condition = condition;
      this.text = text;
    }

    @Override
    public void init(CamelContext context) {
      condition.init(context);
    }

    @Override
    public void initPredicate(CamelContext context) {
      condition.initPredicate(context);
    }

    @Override
    public boolean matches(Exchange exchange) {
      RoutingPlan routingPlan = RoutingPlan.during(exchange).orElse(null);
      if (routingPlan == null) {
        return condition.matches(exchange);
      }
      try {
        boolean held = condition.matches(exchange);
        if (tracing) {
          routingPlan.traceCondition(trace(exchange, held, ""));
        }
        return held;
      } catch (RuntimeException e) {
        if (!isOfJq(e)) {
          throw e;
        }
        String why = JqFailure.of(text, call(exchange)).words();
        ConditionTrace trace = trace(exchange, false, why);
        routingPlan.traceCondition(trace);
        throw new ConditionFailedException(
            (trace.place().isEmpty() ? trace.condition() : trace.place()) + ": " + why);
      }
    }

    private ConditionTrace trace(Exchange exchange, boolean held, String failure) {
      return new ConditionTrace(
          placeOf.apply(text),
          DecideTree.Condition.line(text),
          held,
          failure,
          looked(call(exchange)));
    }

    /** Whether jq could not answer; other failures are told by whoever knows them. */
    private static boolean isOfJq(Throwable failure) {
      int depth = 0;
      for (Throwable cause = failure;
          cause != null && depth < 20;
          cause = cause.getCause(), depth++) {
        if (cause instanceof JsonQueryException) {
          return true;
        }
      }
      return false;
    }

    private JsonNode call(Exchange exchange) {
      JsonNode call = exchange.getMessage().getBody(JsonNode.class);
      return call == null ? NullNode.getInstance() : call;
    }

    private Map<String, JsonNode> looked(JsonNode call) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      for (String path : JqFailure.paths(text)) {
        JsonNode value = call.at(path.replace('.', '/'));
        values.put(path, value.isMissingNode() ? NullNode.getInstance() : value);
      }
      return values;
    }
  }
}
