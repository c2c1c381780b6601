package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
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
  private static final Pattern STEP =
      Pattern.compile("^kamelet:http-json\\?.*?\\burlSetting=([^&]+)");
  private static final Pattern CREDENTIAL = Pattern.compile("[?&]credentialSetting=([^&]+)");

  private final HttpSettings settings;
  private final HttpStatusClassifier answers;
  private final HttpExceptionClassifier failures;
  private final TokenSteps tokens;

  JsonSteps(
      HttpSettings settings,
      HttpStatusClassifier answers,
      HttpExceptionClassifier failures,
      TokenSteps tokens) {
    this.settings = settings;
    this.answers = answers;
    this.failures = failures;
    this.tokens = tokens;
  }

  /**
   * What a step {@code kamelet:http-json?urlSetting=…&credentialSetting=…} of a route still needs.
   */
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
    } catch (NotConfiguredException what) {
      return Optional.of(what.getMessage());
    }
  }

  /**
   * @param mode single or batch
   * @param as name in the record that takes the answer, or empty
   * @param orRemembered whether what is not found may be what the person's last delivery created
   */
  public void begin(
      Exchange exchange,
      String url,
      String credential,
      String mode,
      String as,
      boolean orRemembered) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    JsonRequestState call = new JsonRequestState(deliveryBatch, null, Credential.NONE, as);
    try {
      URI address = settings.address(url);
      call = new JsonRequestState(deliveryBatch, address, tokens.credential(credential), as);
      call.fill(mode.equals("batch"));
      call.remembers(orRemembered);
      tokens.need(call);
    } catch (NotConfiguredException what) {
      deliveryBatch.completeRemaining(Outcome.Paused.because(what.getMessage()));
    }
    exchange.setProperty(JsonExchange.PROPERTY, call);
  }

  /** The body becomes the next record, or the list of them. */
  public void next(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    call.next();
    exchange.getMessage().setBody(call.isUnderWay() ? body(call) : null);
  }

  private static JsonNode body(JsonRequestState call) {
    if (!call.isAll()) {
      return call.portion().get(0).record();
    }
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    call.portion().forEach(deliveryItem -> records.add(deliveryItem.record()));
    return records;
  }

  /** Makes the request of what the expressions gave. */
  public void ask(Exchange exchange, String method, String header, String scheme)
      throws JsonRequest.Unfit {
    JsonRequestState call = JsonExchange.call(exchange);
    call.by(method);
    JsonRequest request =
        JsonRequest.of(
            call.address(),
            result(exchange, "httpJsonPath"),
            result(exchange, "httpJsonQuery"),
            method.equals("GET") ? NullNode.getInstance() : result(exchange, "httpJsonSend"),
            call.portion().stream().map(DeliveryItem::record).toList());
    Message message = exchange.getMessage();
    JsonExchange.address(message, request.address(), request.query(), method);
    message.setHeader("Accept", "application/json");
    if (request.body() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
    if (!call.credential().isNone()) {
      message.setHeader(header, call.credential().header(scheme));
    }
    if (!call.isAll() && call.as().isEmpty()) {
      message.setHeader("Idempotency-Key", call.portion().get(0).deliveryId());
    }
    message.setBody(request.body());
    exchange.setProperty(RequestLimits.PROPERTY, RequestLimits.of(call.portion().size()));
  }

  /** A success becomes the body of the verdict; everything else settles the portion here. */
  public void answered(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    Integer status = JsonExchange.status(exchange);
    if (status == null) {
      // A dry run: a question is answered with nothing, the rest is settled already.
      call.portion().forEach(deliveryItem -> keep(call, deliveryItem, NullNode.getInstance()));
      return;
    }
    if (status == 401 && call.again()) {
      tokens.need(call);
      return;
    }
    if (status == 404 && !call.as().isEmpty()) {
      call.portion().forEach(deliveryItem -> keep(call, deliveryItem, NullNode.getInstance()));
      return;
    }
    ResponseText said = ResponseText.of(exchange);
    String retryAfter = exchange.getMessage().getHeader("Retry-After", String.class);
    boolean shared =
        call.isAll()
            || JsonRequest.isShared(exchange.getProperty("httpJsonAddressText", String.class));
    HttpStatusClassifier.Reading reading =
        shared ? HttpStatusClassifier.Reading.STATUS : HttpStatusClassifier.Reading.RECORD;
    Outcome outcome = call.downgradeUnknown(answers.read(status, retryAfter, said, reading));
    call.portion().forEach(deliveryItem -> answered(deliveryItem, status, said));
    if (outcome instanceof Outcome.Delivered) {
      success(exchange, call, status);
    } else if (!OptionalFieldErrors.leaveOut(exchange, call, status, outcome)) {
      call.handleRejection(status, outcome);
    }
  }

  private static void answered(DeliveryItem deliveryItem, int status, ResponseText said) {
    deliveryItem.answer("HTTP " + status);
    deliveryItem.rawAnswer(said.text());
    if (!said.trouble().isEmpty()) {
      deliveryItem.note(said.trouble());
    }
  }

  private static void success(Exchange exchange, JsonRequestState call, int status) {
    JsonNode answer = JsonExchange.answer(exchange).orElse(null);
    String verdict = exchange.getProperty("httpJsonVerdictText", String.class);
    if (answer == null
        && HttpStatusClassifier.mayHoldJson(status)
        && ResponseRules.readsAnswer(verdict)) {
      String trouble = HttpStatusClassifier.noJson(ResponseText.of(exchange));
      call.complete(call.downgradeUnknown(HttpStatusClassifier.unclear(status, trouble)));
      return;
    }
    call.success();
    exchange.getMessage().setBody(question(call, status, answer));
  }

  private static ObjectNode question(JsonRequestState call, int status, JsonNode answer) {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("status", status);
    question.set("answer", answer);
    return question.set(call.isAll() ? "records" : "record", body(call));
  }

  /** Settles the portion by the verdict, or keeps what was asked for. */
  public void complete(Exchange exchange) {
    JsonRequestState call = JsonExchange.call(exchange);
    JsonNode verdict = result(exchange, "httpJsonVerdict");
    if (call.as().isEmpty()) {
      JsonNode answer = ((JsonNode) exchange.getMessage().getBody()).path("answer");
      ResponseRules.complete(
          call.portion(),
          call.isAll(),
          verdict,
          new ResponseRules.Answered(status(exchange), AnswerCode.in(answer)),
          (deliveryItem, rejected) ->
              OptionalFieldErrors.leaveOut(exchange, deliveryItem, rejected));
    } else {
      int status = status(exchange);
      AnswerCode code = AnswerCode.in(((JsonNode) exchange.getMessage().getBody()).path("answer"));
      for (DeliveryItem deliveryItem : call.portion()) {
        if (ResponseRules.isRefusal(verdict)) {
          deliveryItem.complete(ResponseRules.outcome(verdict, status, code));
        } else {
          keep(call, deliveryItem, verdict);
        }
      }
    }
  }

  private static int status(Exchange exchange) {
    return ((JsonNode) exchange.getMessage().getBody()).path("status").asInt();
  }

  private static void keep(JsonRequestState call, DeliveryItem deliveryItem, JsonNode found) {
    if (!call.as().isEmpty()) {
      deliveryItem.record().set(call.as(), call.orRemembered(deliveryItem, found));
    }
  }

  /** No answer came, or an expression fails on these records; the others still go. */
  public void failed(Exchange exchange) throws Exception {
    JsonRequestState call = JsonExchange.call(exchange);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (call.isAnswered()) {
      call.complete(unjudged(call, status(exchange)));
      return;
    }
    Outcome outcome = call.downgradeUnknown(outcome(failure));
    if (call.isWithoutToken()) {
      call.batch()
          .completeRemaining(
              outcome instanceof Outcome.Rejected
                  ? Outcome.Paused.because(
                      "the route's 'login' or 'session' fails; no session is opened")
                  : outcome);
    } else if (outcome instanceof Outcome.Rejected) {
      if (!call.bisect()) {
        call.portion().forEach(deliveryItem -> deliveryItem.completeLocally(outcome));
      }
    } else {
      call.portion().forEach(deliveryItem -> deliveryItem.answer(outcome.reason()));
      call.complete(outcome);
    }
  }

  /** The verdict fails on a success. */
  private static Outcome unjudged(JsonRequestState call, int status) {
    String what = "the route's 'result' fails on the answer";
    return call.isReadOnly()
        ? Outcome.Retry.because("HTTP " + status + ": " + what)
        : HttpStatusClassifier.unclear(status, what);
  }

  private Outcome outcome(Exception failure) throws Exception {
    if (failure instanceof JsonRequest.Unfit unfit) {
      return unfit.outcome();
    }
    if (isOfJq(failure)) {
      return Outcome.Rejected.because("a jq of the route's http-json step fails on this record");
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
        JsonExchange.call(exchange).batch().open().stream().map(DeliveryItem::record).toList();
    boolean single = JsonExchange.call(exchange).batch().items().size() == 1;
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
