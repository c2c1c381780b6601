package io.aftercall.person;

/** What a deliver route says about contacting the customer. */
public record ContactPolicy(Contact contacts, Channel channel) {
  public static final ContactPolicy NONE = new ContactPolicy(Contact.none, Channel.any);

  /** A mail to the customer's own address, whatever its route says. */
  static final ContactPolicy MAIL = new ContactPolicy(Contact.customer, Channel.email);

  /** Whether a person who opted out must be looked up before something is sent. */
  public boolean contacting() {
    return contacts != Contact.none;
  }

  /** Whether an opt-out of this scope stops it. */
  public boolean stoppedBy(SuppressionScope scope) {
    return contacting() && scope.covers(channel);
  }
}
