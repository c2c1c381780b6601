package io.aftercall.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.mapping.jq.BoundedFunctions;
import io.aftercall.mapping.jq.Evaluation;
import io.aftercall.mapping.jq.ExpressionGuards;
import io.aftercall.mapping.jq.RuleTooLongException;
import java.lang.reflect.Field;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.jq.JqExpression;
import org.apache.camel.language.jq.JqLanguage;

/**
 * Camel's jq whose evaluations end: one that uses up its budget fails with a {@link
 * RuleTooLongException} that says where the rule stands.
 */
class BoundedJq extends JqLanguage {
  private final UnaryOperator<String> placeOf;
  private boolean bounded;

  /**
   * @param placeOf where a rule stands, by its text; only asked when one took too long
   */
  BoundedJq(UnaryOperator<String> placeOf) {
    this.placeOf = placeOf;
  }

  @Override
  public void init() {
    super.init();
    Scope root = getRootScope();
    if (!bounded && root != null) {
      BoundedFunctions.into(root, root.getLocalFunctions());
      bounded = true;
    }
  }

  @Override
  public Expression createExpression(Expression source, String text, Object[] properties) {
    Bounded expression = new Bounded(Scope.newChildScope(getRootScope()), text);
    expression.setResultType(property(Class.class, properties, 0, null));
    expression.setSource(source);
    if (getCamelContext() != null) {
      expression.init(getCamelContext());
    }
    return expression;
  }

  private final class Bounded extends JqExpression {
    private boolean ready;

    Bounded(Scope scope, String text) {
      super(scope, text);
    }

    @Override
    public void init(CamelContext context) {
      if (!ready) {
        BoundedJq.this.init();
        super.init(context);
        guard();
        ready = true;
      }
    }

    /** The compiled query is out of reach for those who inherit. */
    private void guard() {
      try {
        Field query = JqExpression.class.getDeclaredField("query");
        query.setAccessible(true);
        ExpressionGuards.guard((JsonQuery) query.get(this));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("camel-jq has other insides than expected", e);
      }
    }

    @Override
    public Object evaluate(Exchange exchange) {
      try (Evaluation evaluation = Evaluation.begin()) {
        Object result = super.evaluate(exchange);
        if (result instanceof JsonNode node) {
          Evaluation.measure(node);
        } else if (result instanceof Iterable<?> all) {
          for (Object one : all) {
            if (one instanceof JsonNode node) {
              Evaluation.measure(node);
            }
          }
        }
        return result;
      } catch (RuntimeException | StackOverflowError e) {
        RuleTooLongException rule =
            e instanceof StackOverflowError
                ? RuleTooLongException.tooDeep()
                : RuleTooLongException.in(e);
        if (rule != null) {
          throw rule.at(placeOf.apply(getExpressionText()));
        }
        throw e;
      }
    }
  }
}
