package aftercall.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.delivery.Outcome;
import aftercall.delivery.Outcome.TryLater.Whose;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.SalesforceMultipleChoicesException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceFailuresTest {
  private final SalesforceFailures failures = new SalesforceFailures();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          401, INVALID_SESSION_ID, Session expired or invalid, TryLater
          401, INVALID_AUTH_HEADER, INVALID_HEADER_TYPE, Stopped
          401, -, -, TryLater
          403, REQUEST_LIMIT_EXCEEDED, TotalRequests Limit exceeded., Stopped
          403, REQUEST_LIMIT_EXCEEDED, ConcurrentPerOrgLongTxn Limit exceeded, TryLater
          403, API_DISABLED_FOR_ORG, -, Stopped
          403, API_CURRENTLY_DISABLED, -, Stopped
          403, INSUFFICIENT_ACCESS, -, Stopped
          403, FUNCTIONALITY_NOT_ENABLED, -, Stopped
          403, -, -, Stopped
          400, UNABLE_TO_LOCK_ROW, unable to obtain exclusive access, TryLater
          400, QUERY_TIMEOUT, -, TryLater
          400, TOO_MANY_APEX_REQUESTS, -, TryLater
          400, INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE, -, TryLater
          500, UNKNOWN_EXCEPTION, -, TryLater
          500, REQUIRED_FIELD_MISSING, -, TryLater
          502, -, -, TryLater
          503, SERVER_UNAVAILABLE, -, TryLater
          504, -, -, TryLater
          420, -, -, TryLater
          429, -, -, TryLater
          0, -, -, TryLater
          301, -, -, Stopped
          302, -, -, Stopped
          307, -, -, Stopped
          404, NOT_FOUND, Provided external ID field does not exist, Stopped
          404, ENTITY_IS_DELETED, -, Refused
          400, DUPLICATES_DETECTED, Use one of these records?, Refused
          400, DUPLICATE_VALUE, duplicate value found, Refused
          400, DUPLICATE_EXTERNAL_ID, -, Refused
          400, REQUIRED_FIELD_MISSING, Required fields are missing: [LastName], Refused
          400, STRING_TOO_LONG, data value too large, Refused
          400, INVALID_EMAIL_ADDRESS, -, Refused
          400, INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, -, Refused
          400, INVALID_FIELD, No such column 'foo' on sobject of type Lead, Stopped
          400, INVALID_FIELD, Foreign key external ID: 0116 not found for field X in entity Y, TryLater
          400, INVALID_FIELD_FOR_INSERT_UPDATE, -, Refused
          400, INVALID_TYPE_ON_FIELD_IN_RECORD, -, Refused
          400, NUMBER_OUTSIDE_VALID_RANGE, -, Refused
          400, FIELD_INTEGRITY_EXCEPTION, -, Refused
          400, TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET, -, Refused
          400, FIELD_CUSTOM_VALIDATION_EXCEPTION, Bitte Budget nennen, Refused
          400, CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, trigger failed, Refused
          400, CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, caused by: UNABLE_TO_LOCK_ROW, TryLater
          400, CANNOT_EXECUTE_FLOW_TRIGGER, caused by: UNABLE_TO_LOCK_ROW, TryLater
          400, CANNOT_UPDATE_CONVERTED_LEAD, cannot reference converted lead, Delivered
          400, MALFORMED_ID, -, Refused
          400, JSON_PARSER_ERROR, -, Refused
          400, MALFORMED_QUERY, -, Stopped
          400, INVALID_TYPE, -, Stopped
          400, INVALID_CROSS_REFERENCE_KEY, -, Refused
          400, ENTITY_IS_LOCKED, -, Refused
          400, INACTIVE_OWNER_OR_USER, -, Refused
          400, INSUFFICIENT_ACCESS_OR_READONLY, -, Refused
          400, INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, -, Refused
          400, SOMETHING_NEW, -, Refused
          400, STORAGE_LIMIT_EXCEEDED, -, Stopped
          403, STORAGE_LIMIT_EXCEEDED, -, Stopped
          403, TXN_SECURITY_NO_ACCESS, -, Stopped
          403, TXN_SECURITY_METERING_ERROR, -, Stopped
          405, -, -, Refused
          410, -, -, Stopped
          412, -, -, Refused
          414, -, -, Refused
          415, -, -, Refused
          400, -, -, TryLater
          418, -, -, TryLater
          428, -, -, Refused
          431, -, -, Refused
          400, invalid_grant, authentication failure, Stopped
          400, invalid_client_id, client identifier invalid, Stopped
          400, temporarily_unavailable, -, TryLater
          """)
  void everyAnswerOfTheGuideHasItsOutcome(int status, String code, String message, String outcome) {
    List<RestError> errors = code == null ? List.of() : List.of(new RestError(code, message));

    assertThat(kind(new SalesforceException(errors, status))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INVALID_FIELD | No such column 'foo' on sobject of type Lead | Refused
          INVALID_FIELD | Foreign key external ID: 0116 not found for field X in entity Y | TryLater
          NOT_FOUND     | no such record | Refused
          STORAGE_LIMIT_EXCEEDED | full | Stopped
          """)
  void aSingleRecordIsJudgedForItselfAlone(String code, String message, String outcome) {
    List<RestError> errors = List.of(new RestError(code, message));

    assertThat(SalesforceAnswers.outcome(SalesforceAnswers.strictest(errors), errors))
        .extracting(read -> read.getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void theStrictestOfSeveralErrorsDecides() {
    List<RestError> errors =
        List.of(
            new RestError("UNABLE_TO_LOCK_ROW", "busy"),
            new RestError("FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", List.of("Budget__c")),
            new RestError("STRING_TOO_LONG", "no", List.of("City")));

    Outcome outcome = SalesforceAnswers.outcome(SalesforceAnswers.strictest(errors), errors);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.field()).isEqualTo("Budget__c"));
  }

  @Test
  void reasonsHoldCodesAndFieldsButNothingTheyQuote() {
    RestError error =
        new RestError(
            "DUPLICATES_DETECTED Max Mustermann", "+4915123456789", List.of("Max Mustermann"));

    Outcome outcome = failures.read(new SalesforceException(List.of(error), 400)).orElseThrow();

    assertThat(outcome.reason())
        .isEqualTo("Salesforce: HTTP 400 without a code; something on the way answered");
  }

  @Test
  void aFailedLoginIsFoundWhereverItHides() {
    SalesforceException refused =
        new SalesforceException(List.of(new RestError("invalid_grant", "no")), 400);

    assertThat(kind(new RuntimeCamelException(refused))).isEqualTo("Stopped");
    assertThat(kind(new SalesforceException("Error {400}", 400, refused))).isEqualTo("Stopped");
    assertThat(kind(new SalesforceException("Login error status:[403] reason:[x]", 403)))
        .isEqualTo("Stopped");
    assertThat(kind(new SalesforceException("Login error status:[503] reason:[x]", 503)))
        .isEqualTo("TryLater");
    assertThat(kind(new SalesforceException("Unexpected login error", new ConnectException())))
        .isEqualTo("TryLater");
  }

  @Test
  void wrongLoginsAndUsedUpQuotaAreAskedSeldom() {
    assertThat(failures.read(api(400, "invalid_grant", "no")).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.probeAfter()).isEqualTo(Duration.ofMinutes(5)));
    assertThat(failures.read(api(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests")).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.probeAfter()).isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void ambiguousMissingAndSilentRequestsAreKnown() {
    assertThat(kind(new SalesforceMultipleChoicesException("x", 300, List.of("a", "b"))))
        .isEqualTo("Refused");
    assertThat(kind(new NoSuchSObjectException(null))).isEqualTo("Stopped");
    assertThat(
            kind(new SalesforceException("Unexpected error {0:null}", 0, new TimeoutException())))
        .isEqualTo("TryLater");
  }

  @Test
  void whatChangesNothingLeavesNothingOpen() {
    assertThat(whose("Unexpected error {0:null} executing {GET:https://org/query?q=x}", 0))
        .isEqualTo(Whose.DESTINATION);
    assertThat(whose("Unexpected error {200:OK} executing {GET:https://org/query?q=x}", 200))
        .isEqualTo(Whose.DESTINATION);
    assertThat(whose("Login request timeout: x", 0)).isEqualTo(Whose.DESTINATION);
    assertThat(whose("Unexpected login error: x", 0)).isEqualTo(Whose.DESTINATION);
    assertThat(whose("Unexpected error {0:null} executing {PATCH:https://org/x}", 0))
        .isEqualTo(Whose.UNKNOWN);
    assertThat(whose("Login error status:[307] reason:[x]", 307)).as("stopped").isNull();
  }

  @Test
  void aSessionThatIsRefusedIsNoRecordsFault() {
    for (SalesforceException refused :
        List.of(
            new SalesforceException(List.of(), 401), api(401, "INVALID_SESSION_ID", "expired"))) {
      assertThat(failures.read(refused).orElseThrow())
          .isInstanceOfSatisfying(
              Outcome.TryLater.class,
              later -> assertThat(later.whose()).isEqualTo(Whose.DESTINATION));
    }
  }

  private Whose whose(String message, int status) {
    return failures.read(new SalesforceException(message, status)).orElseThrow()
            instanceof Outcome.TryLater later
        ? later.whose()
        : null;
  }

  @Test
  void otherProtocolsAreNotOurs() {
    assertThat(failures.read(new ConnectException("refused"))).isEmpty();
    assertThat(failures.read(new IllegalStateException("elsewhere"))).isEmpty();
  }

  private static SalesforceException api(int status, String code, String message) {
    return new SalesforceException(List.of(new RestError(code, message)), status);
  }

  private String kind(Throwable failure) {
    return failures.read(failure).orElseThrow().getClass().getSimpleName();
  }
}
