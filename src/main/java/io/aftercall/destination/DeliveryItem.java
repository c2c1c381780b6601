package io.aftercall.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.outbox.LeaseHistory;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.RecordWriteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One delivery on its way in a {@link DeliveryBatch}: the record to send and, once known, what
 * became of it.
 */
public final class DeliveryItem {
  private final String deliveryId;
  private final String personKey;
  private final int attempt;
  private final LeaseHistory leaseHistory;
  private final SendPermit sendPermit;
  private final Instant createdAt;
  private ObjectNode record;
  private String mappingVersion = "";
  private String boundTo;
  private Map<String, FieldWritePolicy> fieldWritePolicies = Map.of();
  private CallVersion callVersion = CallVersion.UNKNOWN;
  private final List<String> notes = new ArrayList<>();
  private RecordWriteState recordWriteState;
  private String progress;
  private Outcome outcome;
  private boolean here;
  private String answer = "";

  /**
   * @param deliveryId stable over retries: the idempotency key of the record
   * @param attempt the first is 1
   */
  public DeliveryItem(String deliveryId, String personKey, int attempt) {
    this(deliveryId, personKey, attempt, LeaseHistory.NONE, Instant.EPOCH, () -> false);
  }

  private DeliveryItem(
      String deliveryId,
      String personKey,
      int attempt,
      LeaseHistory leaseHistory,
      Instant createdAt,
      BooleanSupplier leaseEnded) {
    this.deliveryId = deliveryId;
    this.personKey = personKey;
    this.attempt = attempt;
    this.leaseHistory = leaseHistory;
    progress = leaseHistory.progress();
    this.createdAt = createdAt;
    sendPermit = new SendPermit(leaseEnded);
  }

  public static DeliveryItem of(LeasedDelivery lease, BooleanSupplier leaseEnded) {
    DeliveryItem deliveryItem =
        new DeliveryItem(
            lease.id(),
            lease.personKey(),
            lease.attempts() + 1,
            lease.past(),
            lease.createdAt(),
            leaseEnded);
    deliveryItem.boundTo = lease.mappingVersion();
    return deliveryItem;
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

  /** Of the mapping the record is to be made by; null for the one in force. */
  public String pinnedMappingVersion() {
    return boundTo;
  }

  public String mappingVersion() {
    return mappingVersion;
  }

  public void record(ObjectNode mapped, String version) {
    record = mapped;
    mappingVersion = version;
  }

  /**
   * Whether a record of this very call may be there already: somebody had it on loan before, and
   * told how it ended or not, or the call came again.
   */
  public boolean repeated() {
    return attempt > 1 || leaseHistory.seen() || callVersion.revision() > 1;
  }

  /**
   * To be asked right before a record leaves the house. A process that was stopped for longer than
   * its loan must not send any more, for a newer record may have gone meanwhile; the parcel is
   * settled then.
   */
  public boolean tryStartSend() {
    if (open() && !sendPermit.begin()) {
      completeLocally(Outcome.Retry.because("the loan ended before it was sent"));
    }
    return open();
  }

  /** Something of it was sent without an answer; a later word does not tell of that. */
  public void markOutcomeUnknown() {
    sendPermit.markOutcomeUnknown();
  }

  public SendPermit departure() {
    return sendPermit;
  }

  /**
   * What of it is done already, in the protocol step's own short words without personal data; kept
   * over attempts. Empty for nothing.
   */
  public String progress() {
    return progress;
  }

  public void progress(String done) {
    progress = done;
  }

  /** The call the record tells of; one that does not say when it ended, ended when it came. */
  public CallVersion callVersion() {
    return callVersion.finishedAt() == null
        ? new CallVersion(callVersion.call(), callVersion.revision(), createdAt)
        : callVersion;
  }

  public void callVersion(CallVersion call) {
    callVersion = call;
  }

  /** Fields of the record that must not simply replace what the destination holds. */
  public Map<String, FieldWritePolicy> cautions() {
    return fieldWritePolicies;
  }

  public void cautions(Map<String, FieldWritePolicy> byField) {
    fieldWritePolicies = byField;
  }

  /** Something people should know about this attempt, in plain words without personal data. */
  public void note(String what) {
    notes.add(what);
  }

  public List<String> notes() {
    return notes;
  }

  /**
   * The destination has taken these fields; remembered once it is recorded that the parcel was
   * delivered.
   *
   * @param recordKey what tells the record from others there
   */
  public void recordFieldWrites(String recordKey, Map<String, FieldWriteState> fieldWriteStates) {
    recordWriteState =
        fieldWriteStates.isEmpty()
            ? null
            : new RecordWriteState(
                TextHash.of(recordKey), FieldWriteStateJson.write(fieldWriteStates));
  }

  /** Null when nothing is to be remembered. */
  public RecordWriteState written() {
    return recordWriteState;
  }

  /** Null while open. */
  public Outcome outcome() {
    return outcome;
  }

  /** The first word counts: what a protocol step has settled, no later step turns over. */
  public void complete(Outcome decided) {
    if (outcome == null) {
      outcome = decided;
    }
  }

  /** The same, by ourselves: the destination has not been asked and has said nothing. */
  public void completeLocally(Outcome decided) {
    here |= open();
    complete(decided);
  }

  /** It was stopped because of this record, and it alone. */
  public void rejectAsPoison(Outcome.Paused paused) {
    outcome =
        Outcome.Rejected.because(
            paused.reason() + "; each time with this record, while others are taken");
  }

  /** Whether the outcome is our own and says nothing about the destination. */
  public boolean isLocal() {
    return here;
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
