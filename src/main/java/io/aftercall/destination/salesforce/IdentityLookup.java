package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.person.Caller;
import io.aftercall.person.IdentityDecision;
import io.aftercall.person.IdentityDecision.Found;
import io.aftercall.person.IdentityDecision.Step;
import io.aftercall.person.IdentityDecision.Unknown;
import io.aftercall.person.PersonLedger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * Who the calls of one batch were with. Asks all objects at once by exact notations; whoever is not
 * found so is searched for by the ends of the number; what comes back is held against the rules.
 */
public final class IdentityLookup implements OutgoingRequests {
  static final String SYSTEM = "salesforce";

  /** Salesforce takes five queries in one composite request, which is one API call. */
  private static final int TOGETHER = 5;

  private static final int NOT_THERE = 404;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One request.
   *
   * @param body empty for none
   */
  record Request(String method, String path, String body) {}

  /** A request on its way, and what it is about. */
  private record Asked(List<PersonQuestion> questions, List<String> phones) {}

  private final Map<DeliveryItem, Caller> callers;
  private final IdentityOptions options;
  private final PersonFields fields;
  private final PersonLedger ledger;
  private final String base;
  private final boolean listed;
  private final Deque<PersonQuestion> questions = new ArrayDeque<>();
  private final Deque<List<String>> searches = new ArrayDeque<>();
  private final Deque<String> further = new ArrayDeque<>();
  private final PersonRows rows = new PersonRows();
  private final KnownPersons known;
  private Asked asked = new Asked(List.of(), List.of());
  private boolean searching;

  /** The org has no answer to several questions at once, nor to searches. */
  private boolean byKeyAlone;

  private volatile boolean answeredByOrg;
  private boolean abandoned;
  private volatile String retryAfter;

  /** What the lookup works with, beside the batch. */
  record Tools(PersonFields fields, PersonLedger ledger, String base) {}

  IdentityLookup(
      Map<DeliveryItem, Caller> callers, IdentityOptions options, Tools tools, boolean listed) {
    this.callers = new IdentityHashMap<>(callers);
    this.options = options;
    this.fields = tools.fields();
    this.ledger = tools.ledger();
    this.base = tools.base();
    this.listed = listed;
    byKeyAlone = fields.byKeyAlone();
    Set<Caller> asking = new LinkedHashSet<>();
    callers.values().stream().filter(Caller::isKnown).forEach(asking::add);
    known = KnownPersons.of(asking, options.rules(), ledger, rows);
    if (!asking.isEmpty()) {
      for (String object : options.rules().order()) {
        questions.addAll(
            new PersonQuestion(object, List.copyOf(asking), known.ids()).fitting(fields));
      }
    }
  }

  /** Whether something is still to be asked. Public for the kamelet's loop. */
  public boolean isOpen() {
    if (abandoned) {
      return false;
    }
    questions.removeIf(one -> !fields.isVisible(one.object()) || soql(one).isEmpty());
    if (questions.isEmpty() && further.isEmpty() && !searching && !byKeyAlone) {
      searching = true;
      search();
    }
    return !questions.isEmpty() || !further.isEmpty() || !searches.isEmpty();
  }

  private String soql(PersonQuestion question) {
    return byKeyAlone ? question.soqlByKey(fields) : question.soql(fields);
  }

  /**
   * Whoever is not known by our own mark may be there in another notation, also beside the record
   * that an exact one has found.
   */
  private void search() {
    List<String> portion = new ArrayList<>();
    int length = 0;
    Set<String> phones = new LinkedHashSet<>();
    for (Caller caller : new LinkedHashSet<>(callers.values())) {
      if (!caller.phone().isEmpty() && !isCertain(known.decide(caller, byKeyAlone))) {
        phones.add(caller.phone());
      }
    }
    for (String phone : phones) {
      int more = PersonQuestion.terms(List.of(phone)).length() + 4;
      if (length + more > PersonQuestion.LONGEST_SEARCH && !portion.isEmpty()) {
        searches.add(portion);
        portion = new ArrayList<>();
        length = 0;
      }
      portion.add(phone);
      length += more;
    }
    if (!portion.isEmpty() && objects().length > 0) {
      searches.add(portion);
    }
  }

  private static boolean isCertain(IdentityDecision decision) {
    return decision instanceof Found found
            && (found.step() == Step.EXTERNAL_ID || found.step() == Step.CHOSEN)
        || decision instanceof Unknown unknown && unknown.wanted();
  }

  private String[] objects() {
    return options.rules().order().stream().filter(fields::isVisible).toArray(String[]::new);
  }

  /** The next request; call only while {@link #isOpen()}. */
  Request next() {
    if (!further.isEmpty()) {
      return new Request("GET", further.remove(), "");
    }
    if (byKeyAlone) {
      PersonQuestion one = questions.remove();
      asked = new Asked(List.of(one), List.of());
      return new Request(
          "GET", base + "/query?q=" + URLEncoder.encode(soql(one), StandardCharsets.UTF_8), "");
    }
    if (!questions.isEmpty()) {
      List<PersonQuestion> together = new ArrayList<>();
      ObjectNode body = JSON.createObjectNode().put("allOrNone", false);
      ArrayNode parts = body.putArray("compositeRequest");
      while (!questions.isEmpty() && together.size() < TOGETHER) {
        PersonQuestion one = questions.remove();
        parts.add(one.subrequest(fields, base, together.size()));
        together.add(one);
      }
      asked = new Asked(together, List.of());
      return new Request("POST", base + "/composite", body.toString());
    }
    List<String> phones = searches.remove();
    asked = new Asked(List.of(), phones);
    return new Request(
        "POST",
        base + "/parameterizedSearch",
        PersonQuestion.search(phones, List.of(objects()), fields).toString());
  }

  /**
   * @return why nothing can be decided; empty when the answer was understood
   */
  Optional<String> answered(String answer) {
    JsonNode body = read(answer);
    if (body.path("compositeResponse").isArray()) {
      return parts(body.path("compositeResponse"));
    }
    if (body.path("searchRecords").isArray()) {
      body.path("searchRecords").forEach(row -> rows.add(row, fields));
      if (body.path("searchRecords").size() >= PersonQuestion.MOST_FOUND
          && asked.phones().size() > 1) {
        int middle = asked.phones().size() / 2;
        searches.addFirst(asked.phones().subList(middle, asked.phones().size()));
        searches.addFirst(asked.phones().subList(0, middle));
      }
      return Optional.empty();
    }
    return page(body)
        ? Optional.empty()
        : Optional.of("Salesforce: the answer to who the callers are was not understood");
  }

  /** A list of records, with a link to the rest where there is more. */
  private boolean page(JsonNode body) {
    if (!body.path("records").isArray()) {
      return false;
    }
    body.path("records").forEach(row -> rows.add(row, fields));
    if (!body.path("done").asBoolean(true) && body.path("nextRecordsUrl").isTextual()) {
      further.add(body.path("nextRecordsUrl").textValue());
    }
    return true;
  }

  private Optional<String> parts(JsonNode answers) {
    if (answers.size() != asked.questions().size()) {
      return Optional.of("Salesforce: the answer to who the callers are was not understood");
    }
    for (int i = 0; i < answers.size(); i++) {
      JsonNode part = answers.get(i);
      if (part.path("httpStatusCode").asInt() == 200 && page(part.path("body"))) {
        continue;
      }
      Optional<String> trouble = refused(asked.questions().get(i), part.path("body"));
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  /** What the org lacks is left out; what was too long is asked in halves. */
  private Optional<String> refused(PersonQuestion question, JsonNode errors) {
    String code = errors.path(0).path("errorCode").asText("");
    boolean lacks =
        code.equals("INVALID_FIELD") && learn(question.object(), errors.path(0))
            || code.equals("INVALID_TYPE") && fields.hide(question.object(), question.object());
    if (lacks) {
      questions.add(question);
      return Optional.empty();
    }
    boolean tooMuch = code.equals("QUERY_TOO_COMPLICATED") || code.equals("MALFORMED_QUERY");
    if (tooMuch && question.callers().size() > 1) {
      questions.addAll(question.halves());
      return Optional.empty();
    }
    return Optional.of(
        "Salesforce does not tell who the callers are"
            + (code.matches("[A-Z_]{1,80}") ? " [" + code + "]" : ""));
  }

  /** The search was refused; whether it is asked again without what the org lacks. */
  boolean learnedFrom(List<RestError> errors) {
    if (asked.phones().isEmpty()) {
      return false;
    }
    boolean news = false;
    for (String object : objects()) {
      for (RestError error : errors) {
        boolean noField = "INVALID_FIELD".equals(error.getErrorCode());
        for (String name : NamedFields.inText(error.getMessage())) {
          news |= noField && fields.read(object).contains(name) && fields.hide(object, name);
        }
      }
    }
    if (news) {
      searches.addFirst(asked.phones());
    }
    return news;
  }

  /**
   * What the org does not know at all (404, by Salesforce itself) is not asked again for a while:
   * people are known by our own mark then, as far as it goes.
   *
   * @return whether the batch goes on
   */
  boolean goesOnByKey(int status) {
    if (status != NOT_THERE || !answeredByOrg || byKeyAlone) {
      return false;
    }
    byKeyAlone = true;
    fields.askByKeyAlone();
    questions.addAll(asked.questions());
    searches.clear();
    return true;
  }

  /** What is to be known about all decisions of this batch; empty for nothing. */
  String note() {
    return byKeyAlone
        ? "the org answers 404 to questions about numbers and addresses: known by "
            + PersonFields.KEY
            + " alone"
        : "";
  }

  @Override
  public void answeredBy(boolean org) {
    answeredByOrg = org;
  }

  private boolean learn(String object, JsonNode error) {
    boolean news = false;
    for (String name : NamedFields.inText(error.path("message").asText(""))) {
      news |= fields.hide(object, name);
    }
    return news;
  }

  private static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer == null ? "" : answer);
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    }
  }

  /** A question stayed without an answer: nothing follows from what was not found. */
  void abandon() {
    abandoned = true;
  }

  boolean listed() {
    return listed;
  }

  Caller caller(DeliveryItem deliveryItem) {
    return callers.get(deliveryItem);
  }

  IdentityOptions options() {
    return options;
  }

  PersonLedger ledger() {
    return ledger;
  }

  /** What stood for somebody and is gone. */
  void forgetGone() {
    if (!abandoned && !byKeyAlone) {
      known.forgetGone(List.of(objects()));
    }
  }

  IdentityDecision decide(DeliveryItem deliveryItem) {
    return known.decide(callers.get(deliveryItem), byKeyAlone);
  }

  /** Nothing is written by a question. */
  @Override
  public boolean tryStartSend() {
    return true;
  }

  @Override
  public void waitWished(String header) {
    retryAfter = header;
  }

  @Override
  public String retryAfter() {
    return retryAfter;
  }
}
