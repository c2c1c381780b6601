package aftercall.delivery;

import aftercall.outbox.Claimed;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One delivery on its way in a {@link Shipment}: the record to send and, once known, what became of
 * it.
 */
public final class Parcel {
  private final String deliveryId;
  private final String personKey;
  private final int attempt;
  private final boolean maySit;
  private final BooleanSupplier loanEnded;
  private ObjectNode record;
  private String mappingVersion = "";
  private Set<String> onlyIfEmpty = Set.of();
  private int revision = 1;
  private Outcome outcome;
  private String answer = "";

  /**
   * @param deliveryId stable over retries: the idempotency key of the record
   * @param attempt the first is 1
   */
  public Parcel(String deliveryId, String personKey, int attempt) {
    this(deliveryId, personKey, attempt, false, () -> false);
  }

  private Parcel(
      String deliveryId, String personKey, int attempt, boolean maySit, BooleanSupplier loanEnded) {
    this.deliveryId = deliveryId;
    this.personKey = personKey;
    this.attempt = attempt;
    this.maySit = maySit;
    this.loanEnded = loanEnded;
  }

  static Parcel of(Claimed loan, BooleanSupplier loanEnded) {
    return new Parcel(
        loan.id(), loan.personKey(), loan.attempts() + 1, loan.abandoned(), loanEnded);
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

  /**
   * Whether a record of this very call may be there already: it was tried before, somebody who had
   * it on loan never came back, or the call came again.
   */
  public boolean repeated() {
    return attempt > 1 || maySit || revision > 1;
  }

  /**
   * To be asked right before a record leaves the house. A process that was stopped for longer than
   * its loan must not send any more, for a newer record may have gone meanwhile; the parcel is
   * settled then.
   */
  public boolean mayLeave() {
    if (open() && loanEnded.getAsBoolean()) {
      settle(Outcome.TryLater.because("the loan ended before it was sent"));
    }
    return open();
  }

  /** Which content of the call the record was made of, counted from 1. */
  public void revision(int ofCall) {
    revision = ofCall;
  }

  /** Fields of the record that must not replace what the destination already holds. */
  public Set<String> onlyIfEmpty() {
    return onlyIfEmpty;
  }

  public void onlyIfEmpty(Set<String> fields) {
    onlyIfEmpty = fields;
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
