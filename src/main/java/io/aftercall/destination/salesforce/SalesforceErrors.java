package io.aftercall.destination.salesforce;

import static io.aftercall.destination.salesforce.ErrorDisposition.later;
import static io.aftercall.destination.salesforce.ErrorDisposition.onceMore;
import static io.aftercall.destination.salesforce.ErrorDisposition.refuse;
import static io.aftercall.destination.salesforce.ErrorDisposition.settled;
import static io.aftercall.destination.salesforce.ErrorDisposition.stop;
import static java.util.Map.entry;

import io.aftercall.destination.Outcome.Retry.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Salesforce's error codes and HTTP statuses as data: what each one asks of us. Source: the REST
 * API guide's status codes and the StatusCode enumeration of its WSDL.
 */
final class SalesforceErrors {
  /** Wrong logins in a row can lock the user: ask seldom. */
  static final ErrorDisposition LOGIN_REFUSED =
      stop("the login was refused; check the camel.component.salesforce settings")
          .pausing(Duration.ofMinutes(5));

  /** The connection broke or stayed silent after the request was on its way. */
  static final ErrorDisposition NO_ANSWER =
      later("no answer; whether it was saved is unknown, the upsert is repeated").of(Scope.UNKNOWN);

  /** The same of a question or a login, which change nothing. */
  static final ErrorDisposition NOTHING_SENT =
      later("no answer to a question or a login; nothing was sent yet").of(Scope.DESTINATION);

  /** Something came back to a write, with no word in it that tells what became of it. */
  static final ErrorDisposition UNREADABLE =
      later(
              "the answer was not understood; whether it was saved is unknown, the upsert is repeated")
          .of(Scope.UNCLEAR);

  static final ErrorDisposition UNREADABLE_QUERY =
      later("the answer to a question was not understood; nothing was sent yet")
          .of(Scope.DESTINATION);

  static final ErrorDisposition UNREADABLE_LOGIN =
      later(
              "the answer to the login was not understood; check CAMEL_COMPONENT_SALESFORCE_LOGIN_URL")
          .of(Scope.DESTINATION);

  /** No connection came about. */
  static final ErrorDisposition NOT_MET =
      later("no connection to Salesforce").of(Scope.DESTINATION);

  /** The org's own code; smaller portions are tried before this is said of a record. */
  private static final ErrorDisposition OVER_LIMIT =
      later("the org's own code, or the request, ran into a limit of Salesforce");

  /** Never the fault of the record that has the field. */
  private static final ErrorDisposition NO_COLUMN =
      stop(
          "the org has no such field, or the user may not see it; add it, or take it out of the"
              + " mapping");

  /** Camel has logged in afresh by then, in vain: it is no record's fault. */
  private static final ErrorDisposition SESSION_REFUSED =
      later("the session was refused").of(Scope.DESTINATION);

  /** A redirect is never followed: records and secrets go where the settings say, or nowhere. */
  private static final ErrorDisposition ELSEWHERE =
      stop(
          "it answers with another address; set the org's My Domain in"
              + " camel.component.salesforce.login-url");

  private static final Duration QUOTA_PAUSE = Duration.ofMinutes(30);

  private static final Map<String, ErrorDisposition> BY_CODE =
      Map.ofEntries(
          // Somebody else is in the way for a moment.
          entry("UNABLE_TO_LOCK_ROW", later("another change holds the record or its parent")),
          entry("QUERY_TIMEOUT", later("the org took too long")),
          entry("REQUEST_RUNNING_TOO_LONG", later("the org took too long")),
          entry("LIMIT_EXCEEDED", later("a limit of the org is reached")),
          entry("TOO_MANY_APEX_REQUESTS", later("the org's own code is overloaded")),
          entry(
              "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
              later("the org is under maintenance")
                  .pausing(Duration.ofMinutes(10))
                  .of(Scope.DESTINATION)),
          entry("UNKNOWN_EXCEPTION", later("Salesforce failed inside")),
          entry("SERVER_UNAVAILABLE", later("Salesforce is not available")),
          entry("INVALID_SESSION_ID", SESSION_REFUSED),
          entry("ALL_OR_NONE_OPERATION_ROLLED_BACK", later("another record undid this one")),
          entry("PROCESSING_HALTED", later("another record undid this one")),

          // The org as a whole takes nothing.
          entry("REQUEST_LIMIT_EXCEEDED", stop("the org's API calls of 24 hours are used up")),
          entry("API_DISABLED_FOR_ORG", stop("the org has no API access")),
          entry("API_CURRENTLY_DISABLED", stop("the org's API is switched off")),
          entry("INSUFFICIENT_ACCESS", stop("the integration user may not do this")),
          entry("INVALID_AUTH_HEADER", stop("the login was not understood")),
          entry("INVALID_LOGIN", stop("the login was refused")),
          entry("INVALID_OPERATION_WITH_EXPIRED_PASSWORD", stop("the user's password expired")),
          entry("STORAGE_LIMIT_EXCEEDED", stop("the org's storage is full")),
          entry("TXN_SECURITY_NO_ACCESS", stop("a transaction security policy blocks us")),
          entry("TXN_SECURITY_METERING_ERROR", stop("a transaction security policy blocks us")),

          // Two writers met; the second try finds the first one's record.
          entry("DUPLICATE_VALUE", onceMore("the value already belongs to another record")),
          entry("DUPLICATE_EXTERNAL_ID", refuse("several records have this external id")),
          entry(
              "DUPLICATES_DETECTED",
              refuse("a duplicate rule of the org found this record under another id")),
          entry(
              "CANNOT_UPDATE_CONVERTED_LEAD",
              settled("the Lead is converted; its Contact is left as sales keeps it")),

          // The record does not fit.
          entry("REQUIRED_FIELD_MISSING", refuse("a required field is missing")),
          entry("STRING_TOO_LONG", refuse("a value is too long")),
          entry("MAX_TASK_DESCRIPTION_EXCEEEDED", refuse("the description is too long")),
          entry("INVALID_EMAIL_ADDRESS", refuse("an e-mail address is not valid")),
          entry(
              "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
              refuse("a value is not in the picklist of the org")),
          entry("INVALID_FIELD", refuse("a field is unknown, or the user may not see it")),
          entry("INVALID_FIELD_FOR_INSERT_UPDATE", refuse("a field cannot be written")),
          entry("INVALID_TYPE_ON_FIELD_IN_RECORD", refuse("a value has the wrong type")),
          entry("NUMBER_OUTSIDE_VALID_RANGE", refuse("a number is too large or too small")),
          entry("FIELD_INTEGRITY_EXCEPTION", refuse("values do not go together")),
          entry("TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET", refuse("a text holds unusable characters")),
          entry(
              "FIELD_CUSTOM_VALIDATION_EXCEPTION", refuse("a validation rule of the org says no")),
          entry("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", refuse("a trigger of the org says no")),
          entry("CANNOT_EXECUTE_FLOW_TRIGGER", refuse("a flow of the org failed")),
          entry("NOT_FOUND", refuse("the object, field or record does not exist")),
          entry("ENTITY_IS_DELETED", refuse("the record was deleted")),
          entry("ENTITY_IS_LOCKED", refuse("the record is locked by an approval")),
          entry("INVALID_TYPE", refuse("the object is unknown, or the user may not see it")),
          entry("MALFORMED_ID", refuse("an id has the wrong form")),
          entry("MALFORMED_QUERY", refuse("the query was not understood")),
          entry("JSON_PARSER_ERROR", refuse("the record was not understood")),
          entry("INVALID_CROSS_REFERENCE_KEY", refuse("an id names nothing that exists")),
          entry("INACTIVE_OWNER_OR_USER", refuse("the owner is no longer active")),
          entry("INSUFFICIENT_ACCESS_OR_READONLY", refuse("the user may not change the record")),
          entry(
              "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
              refuse("the user may not use a record this one names")));

  private static final Map<Integer, ErrorDisposition> BY_STATUS =
      Map.ofEntries(
          entry(300, refuse("several records have this external id")),
          entry(400, refuse("the request was not understood")),
          entry(401, SESSION_REFUSED),
          entry(403, stop("Salesforce forbids it")),
          entry(404, stop("the object or its external id field is missing, or not visible")),
          entry(405, refuse("the request was not understood")),
          entry(
              410,
              stop("the API version is retired: raise camel.component.salesforce.api-version")),
          entry(412, refuse("the request was not understood")),
          entry(414, refuse("the request was too long")),
          entry(415, refuse("the request was not understood")),
          entry(420, later("Salesforce's edge found no way to the org").of(Scope.DESTINATION)),
          entry(428, refuse("the request was not understood")),
          entry(429, later("too many requests").of(Scope.DESTINATION)),
          entry(431, refuse("the request was too long")));

  private static final Set<String> OF_VALUE =
      Set.of(
          "STRING_TOO_LONG",
          "MAX_TASK_DESCRIPTION_EXCEEEDED",
          "INVALID_EMAIL_ADDRESS",
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "INVALID_TYPE_ON_FIELD_IN_RECORD",
          "INVALID_CROSS_REFERENCE_KEY",
          "NUMBER_OUTSIDE_VALID_RANGE",
          "FIELD_INTEGRITY_EXCEPTION",
          "FIELD_FILTER_VALIDATION_EXCEPTION",
          "FIELD_CUSTOM_VALIDATION_EXCEPTION",
          "TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET",
          "DUPLICATE_VALUE",
          "MALFORMED_ID",
          "INACTIVE_OWNER_OR_USER",
          "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");

  private SalesforceErrors() {}

  /**
   * @param code as Salesforce writes it, upper case; OAuth codes are lower case
   * @param message only read for the few codes that mean two things; never kept
   */
  static ErrorDisposition byCode(String code, String message) {
    if (!code.isEmpty() && Character.isLowerCase(code.charAt(0))) {
      return byOAuthCode(code);
    }
    String text = message == null ? "" : message;
    if (text.contains("UNABLE_TO_LOCK_ROW")) {
      return BY_CODE.get("UNABLE_TO_LOCK_ROW");
    }
    if (PortionErrors.isLimit(code, text)) {
      return OVER_LIMIT;
    }
    return switch (code) {
      case "REQUEST_LIMIT_EXCEEDED" ->
          text.contains("Concurrent")
              ? later("too many long requests at once")
                  .pausing(Duration.ofSeconds(10))
                  .of(Scope.DESTINATION)
              : BY_CODE.get(code).pausing(QUOTA_PAUSE);
      case "INVALID_FIELD" ->
          namesAbsent(text)
              ? later("a record this one names is not there yet")
              : text.contains("No such column") ? NO_COLUMN : BY_CODE.get(code);
      default -> BY_CODE.getOrDefault(code, refuse("Salesforce refuses the record"));
    };
  }

  private static ErrorDisposition byOAuthCode(String code) {
    return switch (code) {
      case "server_error", "temporarily_unavailable" ->
          later("the login is not available").of(Scope.DESTINATION);
      default -> LOGIN_REFUSED;
    };
  }

  /** Whether the code says more than the HTTP status around it. */
  static boolean knows(String code) {
    return BY_CODE.containsKey(code) || (!code.isEmpty() && Character.isLowerCase(code.charAt(0)));
  }

  /** Empty for a status that says nothing by itself, such as 200. */
  static Optional<ErrorDisposition> byStatus(int status) {
    if (status >= 500) {
      return Optional.of(later("Salesforce is not available").of(Scope.DESTINATION));
    }
    if (status > 300 && status < 400) {
      return Optional.of(ELSEWHERE);
    }
    return Optional.ofNullable(BY_STATUS.get(status))
        .or(() -> status >= 400 ? Optional.of(BY_STATUS.get(400)) : Optional.empty());
  }

  /** A refusal that means something only with a code. */
  static boolean saysNothing(int status) {
    return status == 400 || status > 400 && status < 500 && !BY_STATUS.containsKey(status);
  }

  /** Whether it is about the value of a field, without which the record might be taken. */
  static boolean isOfValue(String code) {
    return OF_VALUE.contains(code);
  }

  /** Codes that, when the whole request gets them, are the set-up's fault and no record's. */
  static boolean blamesSetUp(String code, String message) {
    return switch (code) {
      case "NOT_FOUND", "INVALID_TYPE", "MALFORMED_QUERY" -> true;
      case "INVALID_FIELD" -> !namesAbsent(message == null ? "" : message);
      default -> false;
    };
  }

  /** The field is there, but not yet the record it names. */
  private static boolean namesAbsent(String message) {
    return message.startsWith("Foreign key external ID");
  }
}
