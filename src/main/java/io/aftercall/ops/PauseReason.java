package io.aftercall.ops;

import io.aftercall.destination.RequiredSettings;
import io.aftercall.outbox.BacklogQuestion;
import io.aftercall.outbox.DestinationPause;

/** Why a destination is paused, as a fixed word: the sentence may hold what people wrote. */
final class PauseReason {
  /** Somebody paused it and knows. */
  static final String PERSON = "person";

  private PauseReason() {}

  static String of(DestinationPause pause) {
    if (BacklogQuestion.isAsked(pause)) {
      return "old_backlog";
    }
    if (pause.reason().startsWith(RequiredSettings.UNSET)) {
      return "not_configured";
    }
    return pause.until() == null ? PERSON : "unavailable";
  }
}
