package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One kind of trouble. How often it strikes is said to {@link Faults}. */
public sealed interface Fault {

  /** Happens to a request; {@link #on} narrows it down to some. */
  record OfRequest(
      Predicate<Ask> where, Function<Ask, Answer> instead, UnaryOperator<Answer> afterwards)
      implements Fault {

    /** Only requests whose method and path contain this: {@code PATCH}, {@code sobjects/Lead}. */
    public OfRequest on(String part) {
      return onlyIf(ask -> (ask.method() + " " + ask.path()).contains(part));
    }

    public OfRequest onlyIf(Predicate<Ask> more) {
      return new OfRequest(where.and(more), instead, afterwards);
    }
  }

  /** Happens to one record of a request; its neighbours are saved. */
  record OfRecord(Predicate<ObjectNode> which, SalesforceError error) implements Fault {}

  /** The record is saved, the answer is lost. */
  static OfRequest commitThenDrop() {
    return afterwards(answer -> Answer.dropped());
  }

  /** Nothing is saved, the connection is reset. */
  static OfRequest resetBefore() {
    return instead(ask -> Answer.reset());
  }

  /** The answer is complete but late; what it says has happened at once. */
  static OfRequest late(Duration delay) {
    return afterwards(answer -> answer.after(delay));
  }

  /** The answer comes byte by byte. */
  static OfRequest dripping(Duration betweenBytes) {
    return afterwards(answer -> answer.dripping(betweenBytes));
  }

  /** The whole request is refused in the way of the REST API. */
  static OfRequest refusing(SalesforceError error) {
    return instead(ask -> SalesforceError.answer(List.of(error)));
  }

  /** The daily limit is used up. */
  static OfRequest requestLimit() {
    return refusing(SalesforceError.requestLimit());
  }

  /** 401 although the token is good; the next request passes. */
  static OfRequest sessionInvalid() {
    return refusing(SalesforceError.session());
  }

  /** The page a proxy in front of the org shows: HTML, no JSON. */
  static OfRequest unavailablePage() {
    return instead(
        ask -> Answer.html(503, "<html><head><title>Down for Maintenance</title></head></html>"));
  }

  /** The org's own code fails with more records than these: none is saved, all get the error. */
  static OfRequest portionAbove(int most, SalesforceError error) {
    return instead(
            ask -> {
              ArrayNode results = Json.array();
              for (int i = 0; i < records(ask); i++) {
                ObjectNode failure = results.addObject().put("success", false);
                failure.putArray("errors").add(error.asResult());
              }
              return Json.answer(200, results);
            })
        .onlyIf(ask -> records(ask) > most);
  }

  private static int records(Ask ask) {
    return ask.method().equals("PATCH") && ask.path().contains("/composite/sobjects/")
        ? Json.readObject(ask.body()).path("records").size()
        : 0;
  }

  /** JSON that no guide knows: {@code null}, {@code [null]}, an object without its members. */
  static OfRequest oddJson(int status, String json) {
    return instead(ask -> Answer.json(status, json));
  }

  /** A token without the id from which clients read the org. */
  static OfRequest loginWithoutId() {
    return afterwards(
            answer -> {
              ObjectNode token = Json.readObject(answer.body());
              token.remove("id");
              return Json.answer(answer.status(), token);
            })
        .on("/services/oauth2/token");
  }

  /** Any answer in place of the org's own. */
  static OfRequest instead(Function<Ask, Answer> answering) {
    return new OfRequest(ask -> true, answering, UnaryOperator.identity());
  }

  /** What was done stays done, and is answered otherwise. */
  static OfRequest afterwards(UnaryOperator<Answer> change) {
    return new OfRequest(ask -> true, null, change);
  }

  /** Any record. */
  static OfRecord record(SalesforceError error) {
    return new OfRecord(record -> true, error);
  }

  /** Records with this value in this field, the external id included. */
  static OfRecord record(String field, String value, SalesforceError error) {
    return record(record -> value.equals(record.path(field).asText()), error);
  }

  static OfRecord record(Predicate<ObjectNode> which, SalesforceError error) {
    return new OfRecord(which, error);
  }

  /** Another transaction holds the record. */
  static OfRecord lockedRow(String field, String value) {
    return record(field, value, SalesforceError.lockedRow());
  }

  /** A duplicate rule blocks the record; the single-record answer has the real, misspelt key. */
  static OfRecord duplicate(String field, String value) {
    return record(field, value, DuplicateRule.error(Ids.numbered("00Q", 999_999)));
  }
}
