package io.aftercall.mapping.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.OnigUtils;
import net.thisptr.jackson.jq.path.Path;
import org.joni.Matcher;
import org.joni.Option;

/**
 * Before a pattern is matched by the library, which waits for it however long it takes, it is
 * matched once with a time limit.
 *
 * @param flags which argument holds them
 * @param replaces whether the library goes on behind each match without moving over an empty one,
 *     so that it would never end
 */
record RegexGuard(Function function, int flags, boolean replaces) implements Function {
  /** A pattern with counted repeats inside each other grows when it is compiled. */
  private static final int MOST_LETTERS = 2_000;

  private static final int MOST_REPEATS = 10_000;

  @Override
  public void apply(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    if (in.isTextual()) {
      byte[] text = in.asText().getBytes(StandardCharsets.UTF_8);
      List<JsonNode> patterns = values(scope, args.get(0), in);
      for (JsonNode chosen : values(scope, args.get(flags), in)) {
        for (JsonNode pattern : patterns) {
          if (pattern.isTextual() && (chosen.isTextual() || chosen.isNull())) {
            match(pattern.asText(), chosen.isNull() ? null : chosen.asText(), text);
          }
        }
      }
    }
    function.apply(scope, args, in, path, output, version);
  }

  private static List<JsonNode> values(Scope scope, Expression argument, JsonNode in)
      throws JsonQueryException {
    List<JsonNode> values = new ArrayList<>();
    argument.apply(scope, in, values::add);
    return values;
  }

  private void match(String pattern, String chosen, byte[] text) throws JsonQueryException {
    look(pattern);
    OnigUtils.Pattern compiled = new OnigUtils.Pattern(pattern, chosen);
    Matcher matcher = compiled.regex.matcher(text);
    matcher.setTimeout(Math.max(1, Evaluation.timeOfOneCall()));
    int offset = 0;
    try {
      do {
        Evaluation.step();
        if (matcher.searchInterruptible(offset, text.length, Option.NONE) < 0) {
          return;
        }
        boolean moves = matcher.getEnd() > offset;
        if (!moves && replaces && compiled.global && offset < text.length) {
          throw RuleTooLongException.because("a pattern that matches nothing, again and again");
        }
        offset = moves ? matcher.getEnd() : offset + 1;
      } while (compiled.global && offset < text.length);
    } catch (InterruptedException e) {
      throw RuleTooLongException.because("a pattern that goes back and forth");
    }
  }

  /** The product of counted repeats is about what a compiled pattern may grow to. */
  private static void look(String pattern) {
    if (pattern.length() > MOST_LETTERS) {
      throw RuleTooLongException.because("a pattern of more than " + MOST_LETTERS + " letters");
    }
    double product = 1;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
      int end = pattern.indexOf('}', open);
      if (end < 0) {
        return;
      }
      double most = 1;
      for (String number : pattern.substring(open + 1, end).split(",", -1)) {
        if (!number.isEmpty()
            && number.length() < 10
            && number.chars().allMatch(Character::isDigit)) {
          most = Math.max(most, Integer.parseInt(number));
        }
      }
      product *= most;
    }
    if (product > MOST_REPEATS) {
      throw RuleTooLongException.because("a pattern with repeats of repeats");
    }
  }
}
