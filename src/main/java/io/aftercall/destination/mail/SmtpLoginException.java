package io.aftercall.destination.mail;

import jakarta.mail.AuthenticationFailedException;

/** A login that failed, with what the server offers and said. */
final class SmtpLoginException extends AuthenticationFailedException {
  private static final long serialVersionUID = 1L;

  private final String offered;
  private final boolean tried;
  private final transient SmtpReply reply;

  /**
   * @param offered the ways to log in, as the server lists them
   * @param tried whether there was one that we know
   */
  SmtpLoginException(
      String offered, boolean tried, SmtpReply reply, AuthenticationFailedException cause) {
    super("login refused", cause);
    this.offered = offered;
    this.tried = tried;
    this.reply = reply;
  }

  String offered() {
    return offered;
  }

  boolean tried() {
    return tried;
  }

  SmtpReply reply() {
    return reply;
  }
}
