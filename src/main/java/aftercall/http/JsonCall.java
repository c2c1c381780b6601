package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How far the requests of one shipment have come. Public for the kamelet's conditions. */
public final class JsonCall {
  private final Shipment shipment;
  private final URI address;
  private final Credential credential;
  private final String as;
  private final Deque<List<Parcel>> waiting = new ArrayDeque<>();
  private List<Parcel> portion = List.of();
  private boolean all;
  private boolean withoutToken;
  private boolean renewed;
  private boolean answered;
  private boolean question;
  private boolean took;

  /**
   * @param as name in the record that takes the answer; empty when the answer settles the record
   */
  JsonCall(Shipment shipment, URI address, Credential credential, String as) {
    this.shipment = shipment;
    this.address = address;
    this.credential = credential;
    this.as = as;
  }

  void fill(boolean inOne) {
    all = inOne;
    if (inOne) {
      waiting.add(shipment.open());
    } else {
      shipment.open().forEach(parcel -> waiting.add(List.of(parcel)));
    }
  }

  /** Takes the next portion under way: what of it may still leave. */
  void next() {
    portion = waiting.isEmpty() ? List.of() : waiting.poll();
    portion = portion.stream().filter(Parcel::mayLeave).toList();
    answered = false;
  }

  /** The portion is tried again, once, with another token. */
  boolean again() {
    if (renewed || !credential.isRenewable()) {
      return false;
    }
    renewed = true;
    credential.drop();
    waiting.addFirst(portion);
    return true;
  }

  /** What was asked by GET and is kept in the record has written nothing, whatever comes of it. */
  void by(String method) {
    question = method.equals("GET") && !as.isEmpty();
  }

  /** Two halves instead of a portion that was refused as a whole; false for a single record. */
  boolean halve() {
    if (portion.size() < 2) {
      return false;
    }
    int middle = portion.size() / 2;
    waiting.addFirst(portion.subList(middle, portion.size()));
    waiting.addFirst(portion.subList(0, middle));
    return true;
  }

  public boolean isOpen() {
    waiting.removeIf(parcels -> parcels.stream().noneMatch(Parcel::open));
    return !waiting.isEmpty();
  }

  /** Whether a portion is on its way. */
  public boolean isUnderWay() {
    return !portion.isEmpty();
  }

  /** Whether there is a success to judge. */
  public boolean isAnswered() {
    return answered;
  }

  /** Whether a token must be fetched first. */
  public boolean isWithoutToken() {
    return withoutToken;
  }

  void lacksToken(boolean missing) {
    withoutToken = missing;
  }

  void success() {
    answered = true;
    took = true;
  }

  /** Whether nothing can have been written by what is under way. */
  boolean writesNothing() {
    return withoutToken || question;
  }

  /** The outcome; where nothing can have been written, the system is away and nothing unknown. */
  Outcome sure(Outcome outcome) {
    return writesNothing()
            && outcome instanceof Outcome.TryLater later
            && later.whose() == Outcome.TryLater.Whose.UNKNOWN
        ? new Outcome.TryLater(
            later.after(),
            later.reason().replace(HttpAnswers.UNKNOWN, ""),
            Outcome.TryLater.Whose.DESTINATION)
        : outcome;
  }

  /**
   * A portion that the system does not take is halved until the culprit stands alone. What would
   * stop the destination is about the record after all when the system took another just before;
   * only what is said about the login never is.
   */
  void turnDown(int status, Outcome outcome) {
    boolean stops = outcome instanceof Outcome.Stopped;
    boolean aboutRecord =
        stops ? status != 401 && status != 407 : outcome instanceof Outcome.Refused;
    if (aboutRecord && halve()) {
      return;
    }
    boolean culprit = stops && aboutRecord && took;
    took = took && !culprit;
    settle(
        culprit
            ? Outcome.Refused.because(
                "HTTP " + status + ": the system takes others but not this record")
            : outcome);
  }

  /** The portion under way has its outcome; one that stops the destination is for all. */
  void settle(Outcome outcome) {
    portion.forEach(parcel -> parcel.settle(outcome));
    if (outcome instanceof Outcome.Stopped) {
      shipment.settleOpen(outcome);
    }
  }

  Shipment shipment() {
    return shipment;
  }

  URI address() {
    return address;
  }

  Credential credential() {
    return credential;
  }

  String as() {
    return as;
  }

  List<Parcel> portion() {
    return portion;
  }

  /** Whether records go together, so that expressions see a list. */
  boolean isAll() {
    return all;
  }
}
