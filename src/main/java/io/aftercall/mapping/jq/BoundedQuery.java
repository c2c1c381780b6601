package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Output;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A compiled jq expression that keeps to {@link EvaluationLimits}. Safe for use by threads. */
public final class BoundedQuery {
  /** A parser that looks ahead, and goes deeper with each bracket, is given no longer text. */
  private static final int MOST_LETTERS = 20_000;

  private final JsonQuery query;

  private BoundedQuery(JsonQuery query) {
    this.query = query;
  }

  /**
   * @throws JsonQueryException when it is no jq
   * @throws RuleTooLongException when it is too long or too deep to be read
   */
  public static BoundedQuery compile(String text, Version version) throws JsonQueryException {
    if (text.length() > MOST_LETTERS) {
      throw RuleTooLongException.because("more than " + MOST_LETTERS + " letters of jq");
    }
    try {
      return new BoundedQuery(ExpressionGuards.guard(JsonQuery.compile(text, version)));
    } catch (StackOverflowError e) {
      throw RuleTooLongException.because("brackets nested too deep");
    }
  }

  /**
   * @param scope with the functions of {@link BoundedFunctions}
   * @throws RuleTooLongException when the budget is used up, or it goes too deep
   */
  public void apply(Scope scope, JsonNode in, Output output) throws JsonQueryException {
    try (Evaluation evaluation = Evaluation.begin()) {
      query.apply(
          scope,
          in,
          out -> {
            Evaluation.measure(out);
            output.emit(out);
          });
    } catch (StackOverflowError e) {
      throw RuleTooLongException.tooDeep();
    }
  }
}
