package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.Outcome;
import io.aftercall.destination.Outcome.Retry.Scope;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.SalesforceMultipleChoicesException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceExceptionClassifierTest {
  private final SalesforceExceptionClassifier failures = new SalesforceExceptionClassifier();

  @Test
  void aCertificateThatIsNotTrustedStopsTheDestination() {
    Outcome outcome =
        failures
            .read(
                new SalesforceException(
                    new SSLHandshakeException("PKIX path building failed: Erika")))
            .orElseThrow();

    assertThat(outcome).isInstanceOf(Outcome.Paused.class);
    assertThat(outcome.reason()).startsWith("Salesforce: no trusted TLS connection");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          401, INVALID_SESSION_ID, Session expired or invalid, Retry
          401, INVALID_AUTH_HEADER, INVALID_HEADER_TYPE, Paused
          401, -, -, Retry
          403, REQUEST_LIMIT_EXCEEDED, TotalRequests Limit exceeded., Paused
          403, REQUEST_LIMIT_EXCEEDED, ConcurrentPerOrgLongTxn Limit exceeded, Retry
          403, API_DISABLED_FOR_ORG, -, Paused
          403, API_CURRENTLY_DISABLED, -, Paused
          403, INSUFFICIENT_ACCESS, -, Paused
          403, FUNCTIONALITY_NOT_ENABLED, -, Paused
          403, -, -, Paused
          400, UNABLE_TO_LOCK_ROW, unable to obtain exclusive access, Retry
          400, QUERY_TIMEOUT, -, Retry
          400, TOO_MANY_APEX_REQUESTS, -, Retry
          400, INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE, -, Retry
          500, UNKNOWN_EXCEPTION, -, Retry
          500, REQUIRED_FIELD_MISSING, -, Retry
          502, -, -, Retry
          503, SERVER_UNAVAILABLE, -, Retry
          504, -, -, Retry
          420, -, -, Retry
          429, -, -, Retry
          0, -, -, Retry
          301, -, -, Paused
          302, -, -, Paused
          307, -, -, Paused
          404, NOT_FOUND, Provided external ID field does not exist, Paused
          404, ENTITY_IS_DELETED, -, Rejected
          400, DUPLICATES_DETECTED, Use one of these records?, Rejected
          400, DUPLICATE_VALUE, duplicate value found, Rejected
          400, DUPLICATE_EXTERNAL_ID, -, Rejected
          400, REQUIRED_FIELD_MISSING, Required fields are missing: [LastName], Rejected
          400, STRING_TOO_LONG, data value too large, Rejected
          400, INVALID_EMAIL_ADDRESS, -, Rejected
          400, INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, -, Rejected
          400, INVALID_FIELD, No such column 'foo' on sobject of type Lead, Paused
          400, INVALID_FIELD, Foreign key external ID: 0116 not found for field X in entity Y, Retry
          400, INVALID_FIELD_FOR_INSERT_UPDATE, -, Rejected
          400, INVALID_TYPE_ON_FIELD_IN_RECORD, -, Rejected
          400, NUMBER_OUTSIDE_VALID_RANGE, -, Rejected
          400, FIELD_INTEGRITY_EXCEPTION, -, Rejected
          400, TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET, -, Rejected
          400, FIELD_CUSTOM_VALIDATION_EXCEPTION, Bitte Budget nennen, Rejected
          400, CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, trigger failed, Rejected
          400, CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, caused by: UNABLE_TO_LOCK_ROW, Retry
          400, CANNOT_EXECUTE_FLOW_TRIGGER, caused by: UNABLE_TO_LOCK_ROW, Retry
          400, CANNOT_UPDATE_CONVERTED_LEAD, cannot reference converted lead, Delivered
          400, MALFORMED_ID, -, Rejected
          400, JSON_PARSER_ERROR, -, Rejected
          400, MALFORMED_QUERY, -, Paused
          400, INVALID_TYPE, -, Paused
          400, INVALID_CROSS_REFERENCE_KEY, -, Rejected
          400, ENTITY_IS_LOCKED, -, Rejected
          400, INACTIVE_OWNER_OR_USER, -, Rejected
          400, INSUFFICIENT_ACCESS_OR_READONLY, -, Rejected
          400, INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, -, Rejected
          400, SOMETHING_NEW, -, Rejected
          400, STORAGE_LIMIT_EXCEEDED, -, Paused
          403, STORAGE_LIMIT_EXCEEDED, -, Paused
          403, TXN_SECURITY_NO_ACCESS, -, Paused
          403, TXN_SECURITY_METERING_ERROR, -, Paused
          405, -, -, Rejected
          410, -, -, Paused
          412, -, -, Rejected
          414, -, -, Rejected
          415, -, -, Rejected
          400, -, -, Retry
          418, -, -, Retry
          428, -, -, Rejected
          431, -, -, Rejected
          400, invalid_grant, authentication failure, Paused
          400, invalid_client_id, client identifier invalid, Paused
          400, temporarily_unavailable, -, Retry
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
          INVALID_FIELD | No such column 'foo' on sobject of type Lead | Paused
          INVALID_FIELD | Foreign key external ID: 0116 not found for field X in entity Y | Retry
          NOT_FOUND     | no such record | Rejected
          STORAGE_LIMIT_EXCEEDED | full | Paused
          """)
  void aSingleRecordIsJudgedForItselfAlone(String code, String message, String outcome) {
    List<RestError> errors = List.of(new RestError(code, message));

    assertThat(UpsertResults.outcome(UpsertResults.strictest(errors), errors))
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

    Outcome outcome = UpsertResults.outcome(UpsertResults.strictest(errors), errors);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.field()).isEqualTo("Budget__c"));
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

    assertThat(kind(new RuntimeCamelException(refused))).isEqualTo("Paused");
    assertThat(kind(new SalesforceException("Error {400}", 400, refused))).isEqualTo("Paused");
    assertThat(kind(new SalesforceException("Login error status:[403] reason:[x]", 403)))
        .isEqualTo("Paused");
    assertThat(kind(new SalesforceException("Login error status:[503] reason:[x]", 503)))
        .isEqualTo("Retry");
    assertThat(kind(new SalesforceException("Unexpected login error", new ConnectException())))
        .isEqualTo("Retry");
  }

  @Test
  void wrongLoginsAndUsedUpQuotaAreAskedSeldom() {
    assertThat(failures.read(api(400, "invalid_grant", "no")).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Paused.class,
            paused -> assertThat(paused.probeInterval()).isEqualTo(Duration.ofMinutes(5)));
    assertThat(failures.read(api(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests")).orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Paused.class,
            paused -> assertThat(paused.probeInterval()).isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void ambiguousMissingAndSilentRequestsAreKnown() {
    assertThat(kind(new SalesforceMultipleChoicesException("x", 300, List.of("a", "b"))))
        .isEqualTo("Rejected");
    assertThat(kind(new NoSuchSObjectException(null))).isEqualTo("Paused");
    assertThat(
            kind(new SalesforceException("Unexpected error {0:null}", 0, new TimeoutException())))
        .isEqualTo("Retry");
  }

  @Test
  void whatChangesNothingLeavesNothingOpen() {
    assertThat(whose("Unexpected error {0:null} executing {GET:https://org/query?q=x}", 0))
        .isEqualTo(Scope.DESTINATION);
    assertThat(whose("Unexpected error {200:OK} executing {GET:https://org/query?q=x}", 200))
        .isEqualTo(Scope.DESTINATION);
    assertThat(whose("Login request timeout: x", 0)).isEqualTo(Scope.DESTINATION);
    assertThat(whose("Unexpected login error: x", 0)).isEqualTo(Scope.DESTINATION);
    assertThat(whose("Unexpected error {0:null} executing {PATCH:https://org/x}", 0))
        .isEqualTo(Scope.UNKNOWN);
    assertThat(whose("Login error status:[307] reason:[x]", 307)).as("paused").isNull();
  }

  @Test
  void aSessionThatIsRefusedIsNoRecordsFault() {
    for (SalesforceException refused :
        List.of(
            new SalesforceException(List.of(), 401), api(401, "INVALID_SESSION_ID", "expired"))) {
      assertThat(failures.read(refused).orElseThrow())
          .isInstanceOfSatisfying(
              Outcome.Retry.class, later -> assertThat(later.whose()).isEqualTo(Scope.DESTINATION));
    }
  }

  private Scope whose(String message, int status) {
    return failures.read(new SalesforceException(message, status)).orElseThrow()
            instanceof Outcome.Retry later
        ? later.whose()
        : null;
  }

  @Test
  void otherProtocolsAreNotOurs() {
    assertThat(failures.read(new ConnectException("rejected"))).isEmpty();
    assertThat(failures.read(new IllegalStateException("elsewhere"))).isEmpty();
  }

  private static SalesforceException api(int status, String code, String message) {
    return new SalesforceException(List.of(new RestError(code, message)), status);
  }

  private String kind(Throwable failure) {
    return failures.read(failure).orElseThrow().getClass().getSimpleName();
  }
}
