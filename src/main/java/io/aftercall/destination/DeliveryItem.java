package io.aftercall.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.mapping.write.FieldWritePolicy;
import io.aftercall.outbox.DeliveryRelations;
import io.aftercall.outbox.LeaseHistory;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.PersonRecord;
import io.aftercall.outbox.RecordWriteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

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
  private final OptionalFields optional = new OptionalFields();
  private DeliveryRelations deliveryRelations = DeliveryRelations.NONE;
  private List<PersonRecord> personRecords = List.of();
  private ObjectNode call;
  private String recordKey;
  private CallVersion callVersion = CallVersion.UNKNOWN;
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private RecordWriteState recordWriteState;
  private volatile String progress;
  // Read by the watchdog while the batch's own thread may still be at it.
  private volatile Outcome outcome;
  private volatile boolean here;
  private Supplier<Optional<String>> suppressed = Optional::empty;
  private Function<String, Optional<String>> suppressedAddress = address -> Optional.empty();
  private String answer = "";
  private String rawAnswer;

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

  /** Its texts are made well-formed in place: no half of a character leaves. */
  public void record(ObjectNode mapped, String version) {
    WellFormedText.in(mapped);
    record = mapped;
    mappingVersion = version;
  }

  /** What tells the record from others of its mapping; of one without a key, the person. */
  public String recordKey() {
    return recordKey == null ? personKey : recordKey;
  }

  public void recordKey(String key) {
    recordKey = key;
  }

  /**
   * Whether a record of this very call may be there already: somebody had it leased before, and
   * told how it ended or not, or the call came again.
   */
  public boolean repeated() {
    return attempt > 1 || leaseHistory.seen() || callVersion.revision() > 1;
  }

  /**
   * To be asked right before a record leaves. A process that was stopped for longer than its lease
   * must not send any more, for a newer record may have gone meanwhile; the item is settled then.
   */
  public boolean tryStartSend() {
    if (open()) {
      askWhetherSuppressed();
    }
    if (open() && !sendPermit.begin()) {
      completeLocally(Outcome.Retry.because("the loan ended before it was sent"));
    }
    return open();
  }

  /** An opt-out may have been committed since the batch began. */
  private void askWhetherSuppressed() {
    try {
      suppressed.get().ifPresent(why -> completeLocally(new Outcome.Suppressed(why)));
    } catch (RuntimeException unknown) {
      // Nobody is contacted who may have opted out.
      postpone("it cannot be asked now whether the person has opted out");
    }
  }

  /**
   * @param byPerson says why the person must not be contacted, asked right before each send
   * @param byAddress the same for an address that a record names, in any notation
   */
  public void suppressions(
      Supplier<Optional<String>> byPerson, Function<String, Optional<String>> byAddress) {
    suppressed = byPerson;
    suppressedAddress = byAddress;
  }

  /** Why nothing may be sent to this address; empty when it may. */
  public Optional<String> suppressed(String address) {
    return suppressedAddress.apply(address);
  }

  /** It is left out of this batch, unsent, and goes with one of the next; that is no attempt. */
  public void postpone(String reason) {
    sendPermit.miss();
    completeLocally(Outcome.Retry.because(reason));
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

  /** Which fields may be left out, so that one wrong value does not keep the record back. */
  public OptionalFields optional() {
    return optional;
  }

  /** It goes without something that another delivery of the person brings; sent again then. */
  public void lacks(String what) {
    deliveryRelations = new DeliveryRelations(what, deliveryRelations.brings());
  }

  /** Once it is delivered, records of the person that lack this can have it. */
  public void brings(String what) {
    deliveryRelations = new DeliveryRelations(deliveryRelations.lacks(), what);
  }

  public DeliveryRelations ties() {
    return deliveryRelations;
  }

  /** Which records of the destination's system stand for the person from now on. */
  public void personRecords(List<PersonRecord> known) {
    personRecords = List.copyOf(known);
  }

  public List<PersonRecord> personRecords() {
    return personRecords;
  }

  /** The record that was to be made for the person is there. */
  public void createdPerson(String object, String recordId) {
    personRecords(
        personRecords.stream()
            .map(
                one ->
                    one.how() == PersonRecord.How.CLAIMED
                        ? PersonRecord.created(one.system(), one.hash(), object, recordId)
                        : one)
            .toList());
  }

  /** The canonical call the record was made of; null before the batch is on its way. */
  public ObjectNode call() {
    return call;
  }

  public void call(ObjectNode canonical) {
    call = canonical;
  }

  /** Something people should know about this attempt, in plain words without personal data. */
  public void note(String what) {
    notes.add(what);
  }

  public List<String> notes() {
    return notes;
  }

  /**
   * The destination has taken these fields; remembered once it is recorded that the item was
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
  public synchronized void complete(Outcome decided) {
    if (outcome == null) {
      outcome = decided;
    }
  }

  /** The same, by ourselves: the destination has not been asked and has said nothing. */
  public synchronized void completeLocally(Outcome decided) {
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

  /**
   * What the destination answered, word for word: its first 4 kB are kept encrypted with the
   * attempt unless it was simply delivered, are erased with the call and shown to operators only.
   * The last one counts.
   *
   * @param text may be null for nothing
   */
  public void rawAnswer(String text) {
    rawAnswer = text;
  }

  /** Null when nothing is to be kept. */
  public String rawAnswer() {
    boolean plain = outcome instanceof Outcome.Delivered done && done.reason().isEmpty();
    return plain ? null : rawAnswer;
  }
}
