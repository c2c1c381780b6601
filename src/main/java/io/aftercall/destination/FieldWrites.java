package io.aftercall.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Decides which fields of a record are written over what its destination holds, by the {@link
 * Caution} of each.
 */
public interface FieldWrites {
  /**
   * What is known of one record of the destination.
   *
   * @param key tells it from others there
   * @param fields what it holds, under the names of our record; takes what is going to be written
   * @param there whether the destination has it already
   * @param marks what we last wrote, by field; takes what is going to be written
   */
  record Held(String key, ObjectNode fields, boolean there, Map<String, FieldWriteState> marks) {}

  /**
   * Takes out of the item's record what must not be written, and notes why.
   *
   * @return what is to be remembered, by field, once the destination has taken the record
   */
  Map<String, FieldWriteState> decide(DeliveryItem deliveryItem, Held held);
}
