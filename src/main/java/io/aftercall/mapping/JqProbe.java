package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.mapping.jq.RuleTooLongException;
import java.util.List;
import java.util.Optional;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A condition of a route, to be tried on calls that never were. It answers as a route does: only
 * true holds, or more than one result.
 */
public final class JqProbe {
  /** What a condition says about a call. */
  public enum ProbeResult {
    HOLDS,
    HOLDS_NOT,
    FAILS
  }

  private final String text;
  private final Jq jq;

  private JqProbe(String text, Jq jq) {
    this.text = text;
    this.jq = jq;
  }

  /** Empty when it is no jq, or uses what only a running route knows. */
  public static Optional<JqProbe> of(String text) {
    try {
      JqProbe probe = new JqProbe(text, Jq.compile(text, null));
      probe.jq.run(YamlJson.emptyCall());
      return Optional.of(probe);
    } catch (JsonQueryException e) {
      String why = String.valueOf(e.getMessage());
      boolean unknown =
          e.getCause() != null || why.contains(" does not exist") || why.contains("$");
      return unknown ? Optional.empty() : compiled(text);
    } catch (RuleTooLongException e) {
      return compiled(text);
    } catch (StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static Optional<JqProbe> compiled(String text) {
    try {
      return Optional.of(new JqProbe(text, Jq.compile(text, null)));
    } catch (JsonQueryException | RuleTooLongException e) {
      return Optional.empty();
    }
  }

  public ProbeResult ask(JsonNode call) {
    try {
      List<JsonNode> results = jq.firstTwo(call);
      boolean holds =
          results.size() > 1 || (results.size() == 1 && results.get(0).equals(BooleanNode.TRUE));
      return holds ? ProbeResult.HOLDS : ProbeResult.HOLDS_NOT;
    } catch (JsonQueryException | RuleTooLongException | StackOverflowError e) {
      return ProbeResult.FAILS;
    }
  }

  /** Whether it says yes or no about that call, instead of giving some value or nothing. */
  public boolean answers(JsonNode call) {
    try {
      List<JsonNode> results = jq.firstTwo(call);
      return results.size() > 1 || results.size() == 1 && results.get(0).isBoolean();
    } catch (JsonQueryException | RuleTooLongException | StackOverflowError e) {
      return false;
    }
  }

  /** Why it fails on that call. */
  public JqFailure failure(JsonNode call) {
    return JqFailure.of(text, call);
  }

  /** A canonical call in which nothing was said: every field is null. */
  public static ObjectNode nothing() {
    return YamlJson.emptyCall();
  }
}
