package io.aftercall.call;

import java.util.Locale;

/** What a body tells about. Only a {@link #CALL} may ever become a lead. */
public enum BodyKind {
  /** A phone or web call, finished or not. */
  CALL,
  /** A text conversation (WhatsApp, chat) that has ended. */
  CONVERSATION,
  /** How the sending of one message went. */
  MESSAGE_STATUS,
  /** An event with an id that this version does not know. */
  OTHER;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word used in {@code .kind} of the canonical call: {@code call}, {@code conversation}, … */
  public String text() {
    return text;
  }
}
