package io.aftercall.outbox;

/**
 * What ties a delivered record to others of the same person at its destination.
 *
 * @param lacks what it goes without, in a word such as {@code Lead}; empty for nothing
 * @param brings what those that lack it can find there from now on; empty for nothing
 */
public record DeliveryRelations(String lacks, String brings) {
  public static final DeliveryRelations NONE = new DeliveryRelations("", "");
}
