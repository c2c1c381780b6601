package aftercall.http;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of the kamelet {@code http-json}, bean {@code http-json}. How far they have come rides
 * in the exchange property {@value JsonExchange#PROPERTY}.
 */
public final class JsonSteps {
  private static final Pattern STEP = Pattern.compile("^kamelet:http-json\\?.*?\\burl=([^&]+)");
  private static final Pattern CREDENTIAL = Pattern.compile("[?&]credential=([^&]+)");

  private final HttpSettings settings;
  private final HttpAnswers answers;
  private final HttpFailures failures;
  private final TokenSteps tokens;

  JsonSteps(HttpSettings settings, HttpAnswers answers, HttpFailures failures, TokenSteps tokens) {
    this.settings = settings;
    this.answers = answers;
    this.failures = failures;
    this.tokens = tokens;
  }

  /** What a step {@code kamelet:http-json?url=…&credential=…} of a route still needs. */
  Optional<String> missing(String step) {
    Matcher url = STEP.matcher(step);
    if (!url.find()) {
      return Optional.empty();
    }
    try {
      settings.address(url.group(1));
      Matcher credential = CREDENTIAL.matcher(step);
      Credential.of(credential.find() ? credential.group(1) : "", settings);
      return Optional.empty();
    } catch (NotConfigured what) {
      return Optional.of(what.getMessage());
    }
  }

  /**
   * @param portion each or all
   * @param as name in the record that takes the answer, or empty
   */
  public void begin(Exchange exchange, String url, String credential, String portion, String as) {
    Shipment shipment = exchange.getProperty(Shipment.PROPERTY, Shipment.class);
    JsonCall call = new JsonCall(shipment, null, Credential.NONE, as);
    try {
      URI address = settings.address(url);
      call = new JsonCall(shipment, address, tokens.credential(credential), as);
      call.fill(portion.equals("all"));
      tokens.need(call);
    } catch (NotConfigured what) {
      shipment.settleOpen(Outcome.Stopped.because(what.getMessage()));
    }
    exchange.setProperty(JsonExchange.PROPERTY, call);
  }

  /** The body becomes the next record, or the list of them. */
  public void next(Exchange exchange) {
    JsonCall call = JsonExchange.call(exchange);
    call.next();
    exchange.getMessage().setBody(call.isUnderWay() ? body(call) : null);
  }

  private static JsonNode body(JsonCall call) {
    if (!call.isAll()) {
      return call.portion().get(0).record();
    }
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    call.portion().forEach(parcel -> records.add(parcel.record()));
    return records;
  }

  /** Makes the request of what the expressions gave. */
  public void ask(Exchange exchange, String method, String header, String scheme)
      throws JsonRequest.Unfit {
    JsonCall call = JsonExchange.call(exchange);
    call.by(method);
    JsonRequest request =
        JsonRequest.of(
            call.address(),
            result(exchange, "httpJsonPath"),
            result(exchange, "httpJsonQuery"),
            method.equals("GET") ? NullNode.getInstance() : result(exchange, "httpJsonSend"));
    Message message = exchange.getMessage();
    JsonExchange.address(message, request.address(), request.query(), method);
    message.setHeader("Accept", "application/json");
    if (request.body() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
    if (!call.credential().isNone()) {
      String word = scheme.isEmpty() ? "" : scheme + " ";
      message.setHeader(header, word + call.credential().text());
    }
    if (!call.isAll() && call.as().isEmpty()) {
      message.setHeader("Idempotency-Key", call.portion().get(0).deliveryId());
    }
    message.setBody(request.body());
  }

  /** A success becomes the body of the verdict; everything else settles the portion here. */
  public void answered(Exchange exchange) {
    JsonCall call = JsonExchange.call(exchange);
    Integer status = JsonExchange.status(exchange);
    if (status == null) {
      // A dry run: a question is answered with nothing, the rest is settled already.
      call.portion().forEach(parcel -> keep(call, parcel, NullNode.getInstance()));
      return;
    }
    if (status == 401 && call.again()) {
      tokens.need(call);
      return;
    }
    if (status == 404 && !call.as().isEmpty()) {
      call.portion().forEach(parcel -> keep(call, parcel, NullNode.getInstance()));
      return;
    }
    String said = exchange.getMessage().getBody(String.class);
    String retryAfter = exchange.getMessage().getHeader("Retry-After", String.class);
    HttpAnswers.Reading reading =
        call.isAll() ? HttpAnswers.Reading.STATUS : HttpAnswers.Reading.RECORD;
    Outcome outcome =
        call.sure(answers.read(status, retryAfter, said == null ? "" : said, reading));
    call.portion().forEach(parcel -> parcel.answer("HTTP " + status));
    if (outcome instanceof Outcome.Delivered) {
      success(exchange, call, status);
    } else {
      call.turnDown(status, outcome);
    }
  }

  private static void success(Exchange exchange, JsonCall call, int status) {
    JsonNode answer = JsonExchange.answer(exchange).orElse(null);
    String verdict = exchange.getProperty("httpJsonVerdictText", String.class);
    if (answer == null && HttpAnswers.mayHoldJson(status) && JsonVerdicts.readsAnswer(verdict)) {
      call.settle(call.sure(HttpAnswers.unclear(status, HttpAnswers.NO_JSON)));
      return;
    }
    call.success();
    exchange.getMessage().setBody(question(call, status, answer));
  }

  private static ObjectNode question(JsonCall call, int status, JsonNode answer) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("status", status);
    question.set("answer", answer);
    return question.set(call.isAll() ? "records" : "record", body(call));
  }

  /** Settles the portion by the verdict, or keeps what was asked for. */
  public void settle(Exchange exchange) {
    JsonCall call = JsonExchange.call(exchange);
    JsonNode verdict = result(exchange, "httpJsonVerdict");
    if (call.as().isEmpty()) {
      JsonVerdicts.settle(call.portion(), call.isAll(), verdict, status(exchange));
    } else {
      call.portion().forEach(parcel -> keep(call, parcel, verdict));
    }
  }

  private static int status(Exchange exchange) {
    return ((JsonNode) exchange.getMessage().getBody()).path("status").asInt();
  }

  private static void keep(JsonCall call, Parcel parcel, JsonNode found) {
    if (!call.as().isEmpty()) {
      parcel.record().set(call.as(), found);
    }
  }

  /** No answer came, or an expression fails on these records; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    JsonCall call = JsonExchange.call(exchange);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (call.isAnswered()) {
      call.settle(unjudged(call, status(exchange)));
      return;
    }
    Outcome outcome = call.sure(outcome(failure));
    if (call.isWithoutToken()) {
      call.shipment().settleOpen(outcome);
    } else if (outcome instanceof Outcome.Refused) {
      if (!call.halve()) {
        call.portion().forEach(parcel -> parcel.settleHere(outcome));
      }
    } else {
      call.portion().forEach(parcel -> parcel.answer(outcome.reason()));
      call.settle(outcome);
    }
  }

  /** The verdict fails on a success. */
  private static Outcome unjudged(JsonCall call, int status) {
    String what = "the route's 'verdict' fails on the answer";
    return call.writesNothing()
        ? Outcome.TryLater.because("HTTP " + status + ": " + what)
        : HttpAnswers.unclear(status, what);
  }

  private Outcome outcome(Exception failure) throws Exception {
    if (failure instanceof JsonRequest.Unfit unfit) {
      return unfit.outcome();
    }
    if (isOfJq(failure)) {
      return Outcome.Refused.because("a jq of the route's http-json step fails on this record");
    }
    return failures.ofOperators(failure);
  }

  private static boolean isOfJq(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith("net.thisptr.jackson.jq.")) {
        return true;
      }
    }
    return false;
  }

  /** The body becomes the records that are still open; without any the route ends here. */
  public void end(Exchange exchange) {
    List<ObjectNode> records =
        JsonExchange.call(exchange).shipment().open().stream().map(Parcel::record).toList();
    boolean single = JsonExchange.call(exchange).shipment().parcels().size() == 1;
    exchange.getMessage().setBody(records.isEmpty() ? null : single ? records.get(0) : records);
    if (records.isEmpty()) {
      exchange.setRouteStop(true);
    }
  }

  private static JsonNode result(Exchange exchange, String property) {
    JsonNode result = exchange.getProperty(property, JsonNode.class);
    return result == null ? NullNode.getInstance() : result;
  }
}
