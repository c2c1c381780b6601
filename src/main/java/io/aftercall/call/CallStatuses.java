package io.aftercall.call;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a call ended, whatever the spelling. */
final class CallStatuses {
  static final String OTHER = "other";

  private static final Pattern GAPS = Pattern.compile("[\\s_-]+");

  private static final Map<String, String> OUTCOMES =
      Map.of(
          "completed", "connected",
          "ended", "connected",
          "ended_by_customer", "connected",
          "ended_by_assistant", "connected",
          "no_answer", "no_answer",
          "busy", "busy",
          "failed", "failed");

  private static final Set<String> UNFINISHED =
      Set.of("initiated", "queued", "ringing", "in_progress", "started", "scheduled", "dialing");

  private CallStatuses() {}

  /** {@code "No answer"}, {@code no-answer} and {@code NO_ANSWER} are all {@code no_answer}. */
  static String normal(String sent) {
    if (sent == null || sent.isBlank()) {
      return null;
    }
    return GAPS.matcher(sent.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  /** Every word that has an outcome. */
  static List<String> statuses() {
    return OUTCOMES.keySet().stream().sorted().toList();
  }

  /** Every word {@link #outcome} may say. */
  static List<String> outcomes() {
    return Stream.concat(OUTCOMES.values().stream(), Stream.of(OTHER)).distinct().sorted().toList();
  }

  /** connected, no_answer, busy, failed, or other for everything else and for no status. */
  static String outcome(String status) {
    return status == null ? OTHER : OUTCOMES.getOrDefault(status, OTHER);
  }

  /**
   * False only for a status known to be unfinished: the sender reports after calls, so a word not
   * known yet is an end that somebody should see.
   */
  static boolean isFinal(String status) {
    return status == null || !UNFINISHED.contains(status);
  }
}
