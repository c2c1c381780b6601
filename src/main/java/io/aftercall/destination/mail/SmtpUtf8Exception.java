package io.aftercall.destination.mail;

import jakarta.mail.MessagingException;

/** The server has no SMTPUTF8, and a message has an address that needs it; nothing was sent. */
final class SmtpUtf8Exception extends MessagingException {
  private static final long serialVersionUID = 1L;

  private final String field;

  SmtpUtf8Exception(String field) {
    super("SMTPUTF8 is not offered");
    this.field = field;
  }

  /** Of the record, that holds the address. */
  String field() {
    return field;
  }
}
