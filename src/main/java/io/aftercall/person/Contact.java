package io.aftercall.person;

/** Whether what is sent to a destination reaches the customer; {@code contacts} of a route. */
public enum Contact {
  /** Records, notices and logs: the customer hears nothing of it. */
  none,
  /** It goes to the customer: an e-mail, a message, a call by a machine. */
  customer,
  /** It has somebody contact the customer: a call back, a follow-up, a hot lead. */
  promise
}
