package io.aftercall.person;

import java.util.Map;

/**
 * A record of a CRM that may be the caller's. What it does not hold is empty, never null.
 *
 * @param object {@code Contact}, {@code Lead} or {@code Account}
 * @param key our own external id on it
 * @param phones by the name of the field, as they are written there
 * @param changedAt ISO 8601, so that the newest is the greatest
 * @param leadsTo the record that took its place: the Contact of a converted Lead, the record a
 *     deleted one was merged into; empty for a record that lives on as it is
 * @param gone whether it lives on at most in {@code leadsTo}
 */
public record PersonCandidate(
    String object,
    String id,
    String key,
    Map<String, String> phones,
    String email,
    String company,
    String firstName,
    String lastName,
    String changedAt,
    Successor leadsTo,
    boolean gone) {
  public static final String CONTACT = "Contact";
  public static final String LEAD = "Lead";
  public static final String ACCOUNT = "Account";

  /** Another record that stands for it now. */
  public record Successor(String object, String id, String why) {
    public static final Successor NONE = new Successor("", "", "");

    public boolean isNone() {
      return id.isEmpty();
    }
  }

  /** As people read it in a list of choices. */
  public String name() {
    return (firstName + " " + lastName).strip();
  }

  boolean isPerson() {
    return !object.equals(ACCOUNT);
  }
}
