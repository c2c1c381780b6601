package io.aftercall.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can do about calls that are stuck, and to which of them. */
public enum BulkAction {
  /** Deliveries that failed are sent again. */
  RETRY(
      List.of("rejected", "failed"),
      List.of("rejected", "failed", "discarded", "suppressed"),
      "Retry",
      "will be retried at once"),
  /** The same, made by the version of the mapping their first try used. */
  REPEAT(
      List.of("rejected", "failed"),
      List.of("rejected", "failed", "discarded", "suppressed"),
      "Retry with the first mapping",
      "will be retried at once, made by the mapping of the first attempt"),
  /** Deliveries are dropped; not those a worker has in its hands. */
  DISCARD(
      List.of("pending", "sending", "rejected", "failed"),
      List.of("pending", "sending", "rejected", "failed"),
      "Discard",
      "will not be sent any more"),
  /** Events are routed again by the rules in force. */
  REPLAY(
      List.of("held", "quarantined", "unrouted"),
      List.of("held", "quarantined", "unrouted", "routed", "ignored", "dismissed"),
      "Reprocess",
      "will be reprocessed by the rules in force"),
  /** Events that wait for a person need nobody any more. */
  DISMISS(
      List.of("held", "quarantined", "unrouted"),
      List.of("held", "quarantined", "unrouted"),
      "Dismiss",
      "will be dismissed: nothing is sent because of them");

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
    return this == REPLAY || this == DISMISS;
  }

  /** Whether a person has to say why: nothing comes of it any more. */
  public boolean mustSayWhy() {
    return this == DISCARD || this == DISMISS;
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
