package io.aftercall.notification;

import io.aftercall.destination.Outcome;
import java.util.Optional;

/** One way to people. */
interface NotificationChannel {
  /** {@code mail} or {@code chat}. */
  String name();

  /** What an operator has to set before it can be used. */
  Optional<String> missing();

  /** Sends it, within a bounded time. */
  Outcome send(Notice notice);

  /**
   * One message.
   *
   * @param id the same for a repeat of the same message
   * @param text lines
   * @param link to the console; empty when nobody said where it is
   */
  record Notice(String id, String title, String text, String link) {}
}
