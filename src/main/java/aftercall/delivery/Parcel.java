package aftercall.delivery;

import aftercall.outbox.Claimed;
import aftercall.outbox.Past;
import aftercall.outbox.Written;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One delivery on its way in a {@link Shipment}: the record to send and, once known, what became of
 * it.
 */
public final class Parcel {
  private final String deliveryId;
  private final String personKey;
  private final int attempt;
  private final Past past;
  private final Departure departure;
  private final Instant createdAt;
  private ObjectNode record;
  private String mappingVersion = "";
  private String boundTo;
  private Map<String, Caution> cautions = Map.of();
  private Occasion occasion = Occasion.UNKNOWN;
  private final List<String> notes = new ArrayList<>();
  private Written written;
  private String progress;
  private Outcome outcome;
  private boolean here;
  private String answer = "";

  /**
   * @param deliveryId stable over retries: the idempotency key of the record
   * @param attempt the first is 1
   */
  public Parcel(String deliveryId, String personKey, int attempt) {
    this(deliveryId, personKey, attempt, Past.NONE, Instant.EPOCH, () -> false);
  }

  private Parcel(
      String deliveryId,
      String personKey,
      int attempt,
      Past past,
      Instant createdAt,
      BooleanSupplier loanEnded) {
    this.deliveryId = deliveryId;
    this.personKey = personKey;
    this.attempt = attempt;
    this.past = past;
    progress = past.progress();
    this.createdAt = createdAt;
    departure = new Departure(loanEnded);
  }

  static Parcel of(Claimed loan, BooleanSupplier loanEnded) {
    Parcel parcel =
        new Parcel(
            loan.id(),
            loan.personKey(),
            loan.attempts() + 1,
            loan.past(),
            loan.createdAt(),
            loanEnded);
    parcel.boundTo = loan.mappingVersion();
    return parcel;
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
  public String boundTo() {
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
    return attempt > 1 || past.seen() || occasion.revision() > 1;
  }

  /**
   * To be asked right before a record leaves the house. A process that was stopped for longer than
   * its loan must not send any more, for a newer record may have gone meanwhile; the parcel is
   * settled then.
   */
  public boolean mayLeave() {
    if (open() && !departure.begin()) {
      settleHere(Outcome.TryLater.because("the loan ended before it was sent"));
    }
    return open();
  }

  /** Something of it was sent without an answer; a later word does not tell of that. */
  public void doubt() {
    departure.doubt();
  }

  Departure departure() {
    return departure;
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
  public Occasion occasion() {
    return occasion.finishedAt() == null
        ? new Occasion(occasion.call(), occasion.revision(), createdAt)
        : occasion;
  }

  public void occasion(Occasion call) {
    occasion = call;
  }

  /** Fields of the record that must not simply replace what the destination holds. */
  public Map<String, Caution> cautions() {
    return cautions;
  }

  public void cautions(Map<String, Caution> byField) {
    cautions = byField;
  }

  /** Something people should know about this attempt, in plain words without personal data. */
  public void note(String what) {
    notes.add(what);
  }

  List<String> notes() {
    return notes;
  }

  /**
   * The destination has taken these fields; remembered once it is recorded that the parcel was
   * delivered.
   *
   * @param recordKey what tells the record from others there
   */
  public void wrote(String recordKey, Map<String, Mark> marks) {
    written = marks.isEmpty() ? null : new Written(Fingerprint.of(recordKey), Marks.write(marks));
  }

  /** Null when nothing is to be remembered. */
  Written written() {
    return written;
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

  /** The same, by ourselves: the destination has not been asked and has said nothing. */
  public void settleHere(Outcome decided) {
    here |= open();
    settle(decided);
  }

  /** It was stopped because of this record, and it alone. */
  void blame(Outcome.Stopped stopped) {
    outcome =
        Outcome.Refused.because(
            stopped.reason() + "; each time with this record, while others are taken");
  }

  /** Whether the outcome is our own and says nothing about the destination. */
  boolean isOurs() {
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
