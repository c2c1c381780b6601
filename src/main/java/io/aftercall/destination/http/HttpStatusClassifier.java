package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.RetryAfter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What one HTTP answer means. Never quotes the body, save what {@link AnswerCode} finds in it. */
public final class HttpStatusClassifier {
  static final String NO_JSON = "the answer is no JSON";
  static final String UNKNOWN = "; whether the system has it is unknown";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** How strictly a system's answers are read. */
  public enum Reading {
    /** The status alone decides; the address is the same for all records. */
    STATUS,
    /** The status alone decides; each record has its own address, so one may not be found. */
    RECORD,
    /** A success must be JSON and must not say otherwise inside. */
    JSON,
    /** A chat webhook: an address that is not found is gone for all messages. */
    CHAT
  }

  private final InstantSource clock;

  public HttpStatusClassifier(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param retryAfter the header as sent, or null
   * @param body the answer's text, or its beginning; may be empty
   */
  public Outcome read(int status, String retryAfter, String body, Reading reading) {
    return read(status, retryAfter, new ResponseText(body, ""), reading);
  }

  public Outcome read(int status, String retryAfter, ResponseText body, Reading reading) {
    if (status >= 200 && status < 300) {
      return reading == Reading.JSON && mayHoldJson(status)
          ? success(status, body)
          : Outcome.Delivered.as("");
    }
    String said = "HTTP " + status + AnswerCode.of(body.text()).text();
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new Outcome.Retry(
          RetryAfter.read(retryAfter, clock.instant()).orElse(null),
          said + ": the system asks to come back",
          whose(status));
    }
    return switch (status) {
      case 401, 403, 407 -> Outcome.Paused.because(said + ": the system does not let us in");
      case 410 -> Outcome.Paused.because(said + ": the address is gone for good");
      case 404 -> notFound(said, reading);
      case 301, 302, 303, 307, 308 ->
          Outcome.Paused.because(said + ": the address leads elsewhere; set the new one");
      default -> Outcome.Rejected.because(said + ": the system refuses the record");
    };
  }

  private static Outcome notFound(String said, Reading reading) {
    return switch (reading) {
      case RECORD -> Outcome.Rejected.because(said + ": the system knows no such address");
      case CHAT -> Outcome.Paused.because(said + ": the channel's address is gone");
      default -> Outcome.Paused.because(said + ": the system knows no such address");
    };
  }

  /** A success whose text cannot be understood: it was sent, and probably taken. */
  static Outcome.Retry unclear(int status, String what) {
    return Outcome.Retry.unclear("HTTP " + status + ": " + what + UNKNOWN);
  }

  /** The answer's JSON; empty when it is none. */
  static Optional<JsonNode> json(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(json -> !json.isMissingNode());
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /** 204 and 205 say by themselves that no text comes (RFC 9110 §15.3.5). */
  static boolean mayHoldJson(int status) {
    return status != 204 && status != 205;
  }

  /** A proxy that lost the system behind it cannot tell whether that has the record. */
  private static Outcome.Retry.Scope whose(int status) {
    return switch (status) {
      case 408, 425, 500 -> Outcome.Retry.Scope.RECORD;
      case 502, 504 -> Outcome.Retry.Scope.UNKNOWN;
      default -> Outcome.Retry.Scope.DESTINATION;
    };
  }

  /** What is the matter with a text that had to be JSON. */
  static String noJson(ResponseText text) {
    return text.trouble().isEmpty() ? NO_JSON : text.trouble();
  }

  private static Outcome success(int status, ResponseText body) {
    JsonNode answer = json(body.text()).orElse(null);
    if (answer == null) {
      return unclear(status, noJson(body));
    }
    boolean failed =
        says(answer, "ok", false)
            || says(answer, "success", false)
            || List.of("error", "errors").stream().anyMatch(name -> isFilled(answer.path(name)));
    return failed
        ? Outcome.Rejected.because(
            "HTTP " + status + AnswerCode.in(answer).text() + ": the answer says it failed")
        : Outcome.Delivered.as("");
  }

  private static boolean says(JsonNode answer, String name, boolean value) {
    JsonNode said = answer.path(name);
    return said.isBoolean() && said.booleanValue() == value;
  }

  private static boolean isFilled(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isContainerNode() && value.isEmpty())
        && !(value.isTextual() && value.textValue().isBlank())
        && !(value.isBoolean() && !value.booleanValue());
  }
}
