package aftercall.upkeep;

/**
 * Whose data: a person's, or one call's.
 *
 * @param personKey null for a call
 * @param source null: of every source, or for a person
 * @param callId null for a person
 */
public record Subject(String personKey, String source, String callId) {
  public static Subject person(String personKey) {
    return new Subject(personKey, null, null);
  }

  public static Subject call(String source, String callId) {
    return new Subject(null, source, callId);
  }

  boolean isPerson() {
    return personKey != null;
  }

  public String what() {
    return isPerson() ? "person" : "call";
  }
}
