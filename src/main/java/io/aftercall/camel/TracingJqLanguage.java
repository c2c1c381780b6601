package io.aftercall.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.aftercall.routing.ConditionTrace;
import io.aftercall.routing.RoutingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.language.jq.JqLanguage;

/** Camel's jq, which also notes in the plan what each condition was asked and answered. */
public final class TracingJqLanguage extends JqLanguage {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern PATH =
      Pattern.compile("(?<![A-Za-z0-9_)\\]])((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)");

  private final UnaryOperator<String> placeOf;

  /**
   * @param placeOf where a condition stands, by its text
   */
  public TracingJqLanguage(UnaryOperator<String> placeOf) {
    this.placeOf = placeOf;
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
    public boolean matches(Exchange exchange) {
      boolean held = condition.matches(exchange);
      RoutingPlan.during(exchange)
          .ifPresent(
              routingPlan -> {
                JsonNode call = exchange.getMessage().getBody(JsonNode.class);
                String line = text.strip().replaceAll("\\s+", " ");
                routingPlan.traceCondition(
                    new ConditionTrace(placeOf.apply(text), line, held, looked(call)));
              });
      return held;
    }

    private Map<String, JsonNode> looked(JsonNode call) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      Matcher paths = PATH.matcher(TEXT.matcher(text).replaceAll("\"\""));
      while (paths.find()) {
        JsonNode value = call.at(paths.group(1).replace('.', '/'));
        values.put(paths.group(1), value.isMissingNode() ? NullNode.getInstance() : value);
      }
      return values;
    }
  }
}
