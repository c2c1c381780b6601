package aftercall.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One delivery on its way in a {@link Shipment}: the record to send and, once known, what became of
 * it.
 */
public final class Parcel {
  private final String deliveryId;
  private final String personKey;
  private final int attempt;
  private ObjectNode record;
  private String mappingVersion = "";
  private Outcome outcome;
  private String answer = "";

  /**
   * @param deliveryId stable over retries: the idempotency key of the record
   * @param attempt the first is 1
   */
  public Parcel(String deliveryId, String personKey, int attempt) {
    this.deliveryId = deliveryId;
    this.personKey = personKey;
    this.attempt = attempt;
  }

  public String deliveryId() {
    return deliveryId;
  }

  /** Delivery ids are {@code <event>.<destination>.<ordinal>}. */
  public String eventId() {
    return deliveryId.substring(0, deliveryId.indexOf('.'));
  }

  public String personKey() {
    return personKey;
  }

  public int attempt() {
    return attempt;
  }

  /** The mapped record, or null before {@code mapping:} ran. */
  public ObjectNode record() {
    return record;
  }

  public String mappingVersion() {
    return mappingVersion;
  }

  public void record(ObjectNode mapped, String version) {
    record = mapped;
    mappingVersion = version;
  }

  /** Null while open. */
  public Outcome outcome() {
    return outcome;
  }

  /** The first word counts: what a protocol step has settled, no later step turns over. */
  public void settle(Outcome decided) {
    if (outcome == null) {
      outcome = decided;
    }
  }

  public boolean open() {
    return outcome == null;
  }

  /** What the destination answered, short and without personal data; shown with the attempt. */
  public String answer() {
    return answer;
  }

  public void answer(String redacted) {
    answer = redacted;
  }
}
