package io.aftercall.journal;

import java.util.List;

/**
 * Which calls a person looks for. Null means any.
 *
 * @param text words, a part of a phone number, a call id or a receipt
 * @param people whether the text may name a person; else it finds campaigns, ids and receipts
 * @param name words of the customer's name
 * @param campaign its whole name
 * @param outcome how the call ended
 * @param delivery a delivery it must have, or null
 * @param events what else holds of the event, and the page
 */
public record CallQuery(
    String text,
    boolean people,
    String name,
    String campaign,
    String outcome,
    DeliveryCondition delivery,
    EventFilter events) {

  /**
   * A delivery of the call.
   *
   * @param destination null: any
   * @param settled states of which it may have one and is done
   * @param open states of which it may have one and is not done yet
   */
  public record DeliveryCondition(String destination, List<String> settled, List<String> open) {}

  boolean isPlain() {
    return text == null && name == null && campaign == null && outcome == null && delivery == null;
  }
}
