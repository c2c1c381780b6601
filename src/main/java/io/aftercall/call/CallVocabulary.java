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
      Set.of("duration", "minutes", "attempt_no", "max_retries", "revision");

  /** Fields that hold a text or nothing; an id is one too, however it is sent. */
  public static final Set<String> TEXTS =
      Set.of(
          "id",
          "event",
          "source",
          "status",
          "customer_phone",
          "customer_phone_raw",
          "customer_name",
          "customer_company",
          "customer_email",
          "assistant_phone",
          "assistant_phone_raw",
          "assistant_id",
          "assistant_name",
          "transcript",
          "summary",
          "recording_url",
          "created_at",
          "finished_at",
          "local_date",
          "local_time",
          "time_zone",
          "region",
          "person_key");

  /** Fields that hold one of these words or nothing. */
  public static final Map<String, List<String>> CLOSED =
      Map.of(
          "outcome", CallStatuses.outcomes(),
          "kind", Arrays.stream(BodyKind.values()).map(BodyKind::text).toList(),
          "direction", List.of("inbound", "outbound", "web"),
          "weekday", Timestamps.WEEKDAYS);

  /** The words of {@code .status} that have an outcome of their own. */
  public static final List<String> STATUSES = CallStatuses.statuses();

  /** Fields that are always a list of groups, and the keys those may have. */
  public static final Map<String, List<String>> LISTS =
      Map.of(
          "notes", List.of("name", "from", "type", "why", "note", "read", "ask"),
          "segments", List.of("speaker", "text", "at"));

  private CallVocabulary() {}

  /**
   * A variable's name without case and separators: {@code doNotCall} and {@code Do not call} are
   * one.
   */
  public static String variableName(String name) {
    return VariableNames.fold(name);
  }

  /** How {@code .status} spells a word, whatever the sender writes: {@code no_answer}. */
  public static String status(String word) {
    return CallStatuses.normal(word);
  }
}
