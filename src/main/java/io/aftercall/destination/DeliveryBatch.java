package io.aftercall.destination;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One round of one destination: the records on their way and what became of each. Rides in the
 * exchange property {@link #PROPERTY}; while a deliver route runs, the exchange body always equals
 * the records of {@link #open()}, in order.
 */
public final class DeliveryBatch {
  public static final String PROPERTY = "aftercall.shipment";

  /** For no longer than this may a destination have its next batch fill. */
  public static final Duration LONGEST_FILL = Duration.ofMinutes(1);

  private final String destination;
  private final List<DeliveryItem> deliveryItems;
  private final Memory memory;
  private Duration fill = Duration.ZERO;

  /** What was written before, by the hashes of record keys. */
  public interface Memory {
    Map<String, String> of(String destination, Collection<String> hashs);

    /** The id that the person's last delivery got there, within the last hour; empty for none. */
    default String lastReference(String destination, String personKey) {
      return "";
    }
  }

  /** A batch that remembers nothing. */
  public DeliveryBatch(String destination, List<DeliveryItem> deliveryItems) {
    this(destination, deliveryItems, (name, keys) -> Map.of());
  }

  public DeliveryBatch(String destination, List<DeliveryItem> deliveryItems, Memory memory) {
    this.destination = destination;
    this.deliveryItems = List.copyOf(deliveryItems);
    this.memory = memory;
  }

  /**
   * What we last wrote into records, by one question to the store.
   *
   * @return record key to field to mark; records of which nothing is known are left out
   */
  public Map<String, Map<String, FieldWriteState>> marks(Collection<String> recordKeys) {
    Map<String, String> prints = new HashMap<>();
    recordKeys.forEach(key -> prints.put(key, TextHash.of(key)));
    Map<String, Map<String, FieldWriteState>> marks = new HashMap<>();
    if (!prints.isEmpty()) {
      Map<String, String> found = memory.of(destination, prints.values());
      prints.forEach(
          (key, print) -> {
            if (found.containsKey(print)) {
              marks.put(key, FieldWriteStateJson.read(found.get(print)));
            }
          });
    }
    return marks;
  }

  /**
   * The id that the destination gave to what the person's last delivery created or changed, when
   * that was within the last hour; empty for none. Its own search may not know it yet.
   */
  public String lastReference(String personKey) {
    return memory.lastReference(destination, personKey);
  }

  public String destination() {
    return destination;
  }

  public List<DeliveryItem> items() {
    return deliveryItems;
  }

  /** Parcels without an outcome yet, in order: what is still to be sent. */
  public List<DeliveryItem> open() {
    return deliveryItems.stream().filter(DeliveryItem::open).toList();
  }

  /** How long the next batch may fill before it is sent; a metered API becomes scarce. */
  public void fill(Duration wished) {
    fill = wished.compareTo(LONGEST_FILL) < 0 ? wished : LONGEST_FILL;
  }

  public Duration fill() {
    return fill;
  }

  /** The same outcome for all that is still open. */
  public void completeRemaining(Outcome outcome) {
    deliveryItems.forEach(deliveryItem -> deliveryItem.complete(outcome));
  }
}
