package io.aftercall.destination;

import io.aftercall.outbox.DeliveryRelations;
import java.util.List;

/** What an attempt tells of a item, for the rooms that send them. */
public final class Notes {
  private Notes() {}

  public static List<String> of(DeliveryItem deliveryItem) {
    return List.copyOf(deliveryItem.notes());
  }

  public static DeliveryRelations ties(DeliveryItem deliveryItem) {
    return deliveryItem.ties();
  }
}
