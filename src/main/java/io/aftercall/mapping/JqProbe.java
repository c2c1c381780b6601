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
  private boolean tookTooLong;

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
    return results(call)
        .map(
            results ->
                results.size() > 1
                        || (results.size() == 1 && results.get(0).equals(BooleanNode.TRUE))
                    ? ProbeResult.HOLDS
                    : ProbeResult.HOLDS_NOT)
        .orElse(ProbeResult.FAILS);
  }

  /** Whether it says yes or no about that call, instead of giving some value or nothing. */
  public boolean answers(JsonNode call) {
    return results(call)
        .filter(
            results -> results.size() > 1 || (results.size() == 1 && results.get(0).isBoolean()))
        .isPresent();
  }

  /** Whether it took too long for a call. It is asked about no other then. */
  public boolean tookTooLong() {
    return tookTooLong;
  }

  /** Empty when it fails. */
  private Optional<List<JsonNode>> results(JsonNode call) {
    if (tookTooLong) {
      return Optional.empty();
    }
    try {
      return Optional.of(jq.firstTwo(call));
    } catch (RuleTooLongException e) {
      tookTooLong = true;
      return Optional.empty();
    } catch (JsonQueryException | StackOverflowError e) {
      return Optional.empty();
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
