package io.aftercall.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can do about calls that are stuck, and to which of them. */
public enum BulkAction {
  /** Deliveries that failed are sent again. */
  RETRY(
      List.of("refused", "dead"),
      List.of("refused", "dead", "discarded"),
      "Send again",
      "will be sent again at once"),
  /** The same, made by the version of the mapping their first try used. */
  REPEAT(
      List.of("refused", "dead"),
      List.of("refused", "dead", "discarded"),
      "Send again as at first",
      "will be sent again at once, made by the mapping of the first try"),
  /** Deliveries are dropped; not those a worker has in its hands. */
  DISCARD(
      List.of("pending", "sending", "refused", "dead"),
      List.of("pending", "sending", "refused", "dead"),
      "Discard",
      "will not be sent any more"),
  /** Events are routed again by the rules in force. */
  REPLAY(
      List.of("held", "quarantined"),
      List.of("held", "quarantined", "routed", "ignored"),
      "Route again",
      "will be routed again by the rules in force");

  private final List<String> usual;
  private final List<String> possible;
  private final String label;
  private final String effect;

  BulkAction(List<String> usual, List<String> possible, String label, String effect) {
    this.usual = usual;
    this.possible = possible;
    this.label = label;
    this.effect = effect;
  }

  /** The states it goes for when nobody says which. */
  public List<String> usual() {
    return usual;
  }

  public List<String> possible() {
    return possible;
  }

  /** As it stands on a button. */
  public String label() {
    return label;
  }

  /** "12 deliveries " and this. */
  public String effect() {
    return effect;
  }

  public boolean ofEvents() {
    return this == REPLAY;
  }

  /** Whether something in this state can be helped so. */
  public boolean fits(String state) {
    return possible.contains(state);
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<BulkAction> of(String text) {
    return Arrays.stream(values()).filter(bulkAction -> bulkAction.text().equals(text)).findFirst();
  }
}
