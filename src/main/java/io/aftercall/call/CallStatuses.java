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
  static final String VOICEMAIL = "voicemail";

  /** The word a source may translate to for a call that is not over. */
  static final String IN_PROGRESS = "in_progress";

  private static final Pattern GAPS = Pattern.compile("[\\s_-]+");

  private static final Map<String, String> OUTCOMES =
      Map.of(
          "completed",
          "connected",
          "ended",
          "connected",
          "ended_by_customer",
          "connected",
          "ended_by_assistant",
          "connected",
          "no_answer",
          "no_answer",
          "busy",
          "busy",
          "failed",
          "failed",
          VOICEMAIL,
          VOICEMAIL);

  /** Words for a machine that answered, as whole statuses or as the beginning of one. */
  private static final Set<String> MACHINES =
      Set.of(
          "voicemail",
          "voice_mail",
          "mailbox",
          "machine",
          "answering_machine",
          "answermachine",
          "left_voicemail",
          "left_message",
          "amd",
          "fax",
          "anrufbeantworter",
          "ab_erreicht",
          "hangup_voicemail",
          "in_voicemail");

  private static final Set<String> UNFINISHED =
      Set.of(
          "created",
          "registered",
          "pending",
          "waiting",
          "initiated",
          "initiating",
          "queued",
          "ringing",
          "in_progress",
          "inprogress",
          "progress",
          "ongoing",
          "active",
          "live",
          "running",
          "processing",
          "started",
          "starting",
          "scheduled",
          "dialing",
          "dialling",
          "dialed",
          "calling",
          "connecting",
          "forwarding",
          "transferring",
          "on_hold",
          "laufend",
          "läuft",
          "wartend",
          "geplant",
          "klingelt");

  private CallStatuses() {}

  /** {@code "No answer"}, {@code no-answer} and {@code NO_ANSWER} are all {@code no_answer}. */
  static String normal(String sent) {
    if (sent == null || sent.isBlank()) {
      return null;
    }
    return GAPS.matcher(sent.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  /** Every word that has an outcome, and the one for a call that is not over. */
  static List<String> statuses() {
    return Stream.concat(OUTCOMES.keySet().stream(), Stream.of(IN_PROGRESS)).sorted().toList();
  }

  /** Every word {@link #outcome} may say. */
  static List<String> outcomes() {
    return Stream.concat(OUTCOMES.values().stream(), Stream.of(OTHER)).distinct().sorted().toList();
  }

  /** connected, voicemail, no_answer, busy, failed, or other for everything else. */
  static String outcome(String status) {
    String known = status == null ? OTHER : OUTCOMES.get(status);
    return known != null ? known : isMachine(status) ? VOICEMAIL : OTHER;
  }

  /**
   * Who took the call: {@code machine} for {@code machine_start}, {@code voicemail_reached}, {@code
   * fax}, …; {@code human} for people; the word itself for any other; null for null.
   *
   * @param word in our spelling
   */
  static String answeredBy(String word) {
    if (word == null || !isMachine(word)) {
      return "person".equals(word) || "mensch".equals(word) ? "human" : word;
    }
    return "machine";
  }

  private static boolean isMachine(String word) {
    if (MACHINES.contains(word)) {
      return true;
    }
    // voicemail_reached, machine_end_beep: what follows says how it went.
    int gap = word.indexOf('_');
    return gap > 0 && (MACHINES.contains(word.substring(0, gap)) || startsWithMachine(word));
  }

  private static boolean startsWithMachine(String word) {
    return word.startsWith("answering_machine_") || word.startsWith("voice_mail_");
  }

  /**
   * False only for a status known to be unfinished: the sender reports after calls, so a word not
   * known yet is an end that somebody should see.
   */
  static boolean isFinal(String status) {
    return status == null || !UNFINISHED.contains(status);
  }
}
