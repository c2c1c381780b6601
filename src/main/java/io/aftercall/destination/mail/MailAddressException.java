package io.aftercall.destination.mail;

/** An address that no mail can be sent to or from; the message does not quote it. */
final class MailAddressException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field of the record
   * @param why as in {@code its domain is none}
   */
  MailAddressException(String field, String why) {
    super("mail: an address in " + field + " is not valid: " + why);
    this.field = field;
  }

  String field() {
    return field;
  }
}
