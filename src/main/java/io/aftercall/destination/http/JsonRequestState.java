package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How far the requests of one batch have come. Public for the kamelet's conditions. */
public final class JsonRequestState {
  private final DeliveryBatch deliveryBatch;
  private final URI address;
  private final Credential credential;
  private final String as;
  private final Deque<List<DeliveryItem>> waiting = new ArrayDeque<>();
  private List<DeliveryItem> portion = List.of();
  private boolean all;
  private boolean withoutToken;
  private boolean renewed;
  private boolean answered;
  private boolean question;
  private boolean took;
  private boolean orRemembered;

  /**
   * @param as name in the record that takes the answer; empty when the answer settles the record
   */
  JsonRequestState(DeliveryBatch deliveryBatch, URI address, Credential credential, String as) {
    this.deliveryBatch = deliveryBatch;
    this.address = address;
    this.credential = credential;
    this.as = as;
  }

  void fill(boolean inOne) {
    all = inOne;
    if (inOne) {
      waiting.add(deliveryBatch.open());
    } else {
      deliveryBatch.open().forEach(deliveryItem -> waiting.add(List.of(deliveryItem)));
    }
  }

  /** Takes the next portion under way: what of it may still leave. */
  void next() {
    portion = waiting.isEmpty() ? List.of() : waiting.poll();
    portion = portion.stream().filter(DeliveryItem::tryStartSend).toList();
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

  /** Goes again, alone: what the system did not take of it was taken out. */
  void onceMore(DeliveryItem deliveryItem) {
    waiting.addFirst(List.of(deliveryItem));
  }

  /** What was asked by GET and is kept in the record has written nothing, whatever comes of it. */
  void by(String method) {
    question = method.equals("GET") && !as.isEmpty();
  }

  /** What the system does not find may be what it has just been given. */
  void remembers(boolean alsoCreated) {
    orRemembered = alsoCreated;
  }

  /**
   * What was found; where that is nothing, the id that the person's last delivery created here. A
   * search that learns of a new record late would otherwise make it twice.
   */
  JsonNode orRemembered(DeliveryItem deliveryItem, JsonNode found) {
    boolean nothing =
        found.isNull()
            || found.isMissingNode()
            || found.isContainerNode() && found.isEmpty()
            || found.isTextual() && found.textValue().isEmpty();
    if (!orRemembered || !nothing) {
      return found;
    }
    String created = deliveryBatch.lastReference(deliveryItem.personKey());
    return created.isEmpty() ? found : TextNode.valueOf(created);
  }

  /** Two halves instead of a portion that was refused as a whole; false for a single record. */
  boolean bisect() {
    if (portion.size() < 2) {
      return false;
    }
    int middle = portion.size() / 2;
    waiting.addFirst(portion.subList(middle, portion.size()));
    waiting.addFirst(portion.subList(0, middle));
    return true;
  }

  public boolean isOpen() {
    waiting.removeIf(deliveryItems -> deliveryItems.stream().noneMatch(DeliveryItem::open));
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

  /** Whether the token is fetched by a login of the route's own. */
  public boolean isSessionLogin() {
    return credential.isSession();
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
  boolean isReadOnly() {
    return withoutToken || question;
  }

  /** The outcome; where nothing can have been written, the system is away and nothing unknown. */
  Outcome downgradeUnknown(Outcome outcome) {
    return isReadOnly() && outcome instanceof Outcome.Retry later && later.leavesOpen()
        ? new Outcome.Retry(
            later.after(),
            later.reason().replace(HttpStatusClassifier.UNKNOWN, ""),
            Outcome.Retry.Scope.DESTINATION)
        : outcome;
  }

  /**
   * A portion that the system does not take is halved until the poison record stands alone. What
   * would stop the destination is about the record after all when the system took another just
   * before; only what is said about the login never is.
   */
  void handleRejection(int status, Outcome outcome) {
    boolean stops = outcome instanceof Outcome.Paused;
    boolean aboutRecord =
        stops ? status != 401 && status != 407 : outcome instanceof Outcome.Rejected;
    if (aboutRecord && bisect()) {
      return;
    }
    boolean poisonRecord = stops && aboutRecord && took;
    took = took && !poisonRecord;
    complete(
        poisonRecord
            ? Outcome.Rejected.because(
                "HTTP " + status + ": the system takes others but not this record")
            : outcome);
  }

  /** The portion under way has its outcome; one that stops the destination is for all. */
  void complete(Outcome outcome) {
    portion.forEach(deliveryItem -> deliveryItem.complete(outcome));
    if (outcome instanceof Outcome.Paused) {
      deliveryBatch.completeRemaining(outcome);
    }
  }

  DeliveryBatch batch() {
    return deliveryBatch;
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

  List<DeliveryItem> portion() {
    return portion;
  }

  /** Whether records go together, so that expressions see a list. */
  boolean isAll() {
    return all;
  }
}
