package io.aftercall.call;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the fields of the canonical call can hold, for those who check rules about them. */
public final class CallVocabulary {
  /** Fields that hold true, false or nothing. */
  public static final Set<String> FLAGS =
      Set.of("customer_phone_valid", "final", "success", "goal_reached", "consent", "last_attempt");

  /** Fields that hold a number or nothing. */
  public static final Set<String> NUMBERS =
      Set.of("duration", "minutes", "attempt", "max_retries", "revision");

  /** Fields that hold one of these words or nothing. */
  public static final Map<String, List<String>> CLOSED =
      Map.of(
          "outcome", CallStatuses.outcomes(),
          "kind", Arrays.stream(BodyKind.values()).map(BodyKind::text).toList(),
          "direction", List.of("inbound", "outbound", "web"));

  /** The words of {@code .status} that have an outcome of their own. */
  public static final List<String> STATUSES = CallStatuses.statuses();

  private CallVocabulary() {}

  /** How {@code .status} spells a word, whatever the sender writes: {@code no_answer}. */
  public static String status(String word) {
    return CallStatuses.normal(word);
  }
}
