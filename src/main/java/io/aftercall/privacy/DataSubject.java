package io.aftercall.privacy;

/**
 * Whose data: a person's, or one call's.
 *
 * @param personKey null for a call
 * @param source null: of every source, or for a person
 * @param callId null for a person
 */
public record DataSubject(String personKey, String source, String callId) {
  public static DataSubject person(String personKey) {
    return new DataSubject(personKey, null, null);
  }

  public static DataSubject call(String source, String callId) {
    return new DataSubject(null, source, callId);
  }

  boolean isPerson() {
    return personKey != null;
  }

  public String what() {
    return isPerson() ? "person" : "call";
  }
}
