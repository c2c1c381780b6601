package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import java.util.List;

/**
 * One error in the words of the REST API.
 *
 * @param status of the whole answer when the error ends the request
 * @param fields null where the real service leaves the member out
 * @param extra more members of the single-record shape, or null
 */
public record SalesforceError(
    int status, String code, String message, List<String> fields, ObjectNode extra) {

  public static SalesforceError of(int status, String code, String message) {
    return new SalesforceError(status, code, message, null, null);
  }

  /** An error of one record: status 400 and the names of the poison records. */
  public static SalesforceError record(String code, String message, String... fields) {
    return new SalesforceError(400, code, message, List.of(fields), null);
  }

  public static SalesforceError lockedRow() {
    return record(
        "UNABLE_TO_LOCK_ROW",
        "unable to obtain exclusive access to this record or 1 records: 001U000001c83gK");
  }

  public static SalesforceError requestLimit() {
    return of(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }

  static SalesforceError session() {
    return of(401, "INVALID_SESSION_ID", "Session expired or invalid");
  }

  static SalesforceError notFound() {
    return of(404, "NOT_FOUND", "The requested resource does not exist");
  }

  static SalesforceError method(String method) {
    return of(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + method + "' not allowed.");
  }

  static SalesforceError parser(String message) {
    return of(400, "JSON_PARSER_ERROR", message + " at [line:1, column:1]");
  }

  static SalesforceError noColumn(String field, String object) {
    return of(400, "INVALID_FIELD", "No such column '" + field + "' on sobject of type " + object);
  }

  static SalesforceError rolledBack() {
    return record(
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "Record rolled back because not all records were valid and the request was using"
            + " AllOrNone header");
  }

  static SalesforceError halted(String message) {
    return of(400, "PROCESSING_HALTED", message);
  }

  /** As a member of the array that is the body of a failed request: {@code errorCode}. */
  ObjectNode asBody() {
    ObjectNode node = Json.object();
    if (extra != null) {
      node.setAll(extra);
    }
    node.put("message", message).put("errorCode", code);
    if (fields != null && extra == null) {
      fields.forEach(node.putArray("fields")::add);
    }
    return node;
  }

  /** As an error of one Collections result: {@code statusCode}. */
  ObjectNode asResult() {
    ObjectNode node = Json.object().put("statusCode", code).put("message", message);
    ArrayNode names = node.putArray("fields");
    if (fields != null) {
      fields.forEach(names::add);
    }
    return node;
  }

  static Answer answer(List<SalesforceError> errors) {
    ArrayNode body = Json.array();
    errors.forEach(error -> body.add(error.asBody()));
    return Json.answer(errors.get(0).status(), body);
  }
}
