package io.aftercall.person;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A person who must not be contacted, as it is listed. Nothing here says who it is but the words.
 *
 * @param reason what said it: a variable of the call, or a person's why
 * @param words as they were said; null when there are none, they were erased, or may not be seen
 * @param by hashes of what: phone, email, lead, call
 * @param source of the call; null when a person added it
 * @param eventId receipt of the event that said it; null when a person added it
 * @param addedBy who added it; null when a call said it
 * @param liftedAt null while it holds
 */
public record Suppression(
    String id,
    SuppressionScope scope,
    String reason,
    String words,
    List<String> by,
    String source,
    String eventId,
    Instant at,
    String addedBy,
    Instant liftedAt,
    String liftedBy,
    String liftedWhy) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** Why a delivery is suppressed, without anything of the person. */
  static String explain(SuppressionScope scope, String reason, Instant at, String source) {
    return "opt-out of "
        + DAY.format(at)
        + (source == null ? ", added by hand" : ", source " + source)
        + ", scope "
        + scope.text()
        + ": "
        + reason;
  }

  /** Without what may name people. */
  public Suppression masked() {
    return new Suppression(
        id,
        scope,
        reason,
        words == null ? null : "hidden (" + words.length() + " characters)",
        by,
        source,
        eventId,
        at,
        addedBy,
        liftedAt,
        liftedBy,
        liftedWhy);
  }
}
