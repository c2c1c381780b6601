package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person says the outside would answer to the questions of one dry run: a list in their
 * order, or an object by the name a question is kept as. What is not given is nothing found.
 */
public final class DryRunAnswers {
  private final JsonNode given;
  private final Set<String> asked = new LinkedHashSet<>();
  private int next;

  private DryRunAnswers(JsonNode given) {
    this.given = given;
  }

  public static DryRunAnswers none() {
    return new DryRunAnswers(NullNode.getInstance());
  }

  /**
   * @throws IllegalArgumentException when it is neither a list nor an object
   */
  public static DryRunAnswers of(JsonNode given) {
    if (!given.isArray() && !given.isObject()) {
      throw new IllegalArgumentException(
          "answers are a JSON list in the order of the questions, or an object by the names the"
              + " questions are kept as, as in {\"_person_id\": {\"id\": 7}}");
    }
    return new DryRunAnswers(given);
  }

  /** The answer to the next question; empty for nothing found. */
  Optional<JsonNode> to(String question) {
    asked.add(question);
    JsonNode answer = given.isArray() ? given.get(next++) : given.get(question);
    return Optional.ofNullable(answer).filter(one -> !one.isNull());
  }

  /** The answers nobody asked for, one sentence each. */
  public List<String> unused() {
    List<String> unused = new ArrayList<>();
    String questions =
        asked.isEmpty() ? "no question was asked" : "asked was " + String.join(", ", asked);
    for (int i = next; given.isArray() && i < given.size(); i++) {
      unused.add("answer " + (i + 1) + " was not asked for; " + questions);
    }
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                unused.add("answer '" + name + "' was not asked for; " + questions);
              }
            });
    return unused;
  }
}
