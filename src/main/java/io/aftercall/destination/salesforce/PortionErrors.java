package io.aftercall.destination.salesforce;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * Which errors are about the portion and no record of it: the org's own code ran into a limit of
 * Salesforce, as it does with many records at once, or dislikes all of them alike.
 */
final class PortionErrors {
  private static final Pattern LIMIT =
      Pattern.compile(
          "LimitException|governor limit|cpu time|cpu limit|heap size|heap limit"
              + "|too many (soql|sosl|dml|query|queueable|future|callouts|email|script)"
              + "|(time|size|row|rows|statements?|queries) limit (was )?exceeded"
              + "|maximum (time|execution|cpu|heap|depth|trigger depth)"
              + "|running (for )?too long|took too long|timed out|time ?out",
          Pattern.CASE_INSENSITIVE);

  /** What a record itself is at fault for, or the org as a whole: no smaller portion helps. */
  private static final Set<String> NOT_OF_PORTION =
      Set.of(
          "REQUIRED_FIELD_MISSING",
          "MISSING_ARGUMENT",
          "STRING_TOO_LONG",
          "MAX_TASK_DESCRIPTION_EXCEEEDED",
          "INVALID_EMAIL_ADDRESS",
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          "INVALID_FIELD",
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "INVALID_TYPE",
          "INVALID_TYPE_ON_FIELD_IN_RECORD",
          "NUMBER_OUTSIDE_VALID_RANGE",
          "FIELD_INTEGRITY_EXCEPTION",
          "TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET",
          "DUPLICATE_VALUE",
          "DUPLICATE_EXTERNAL_ID",
          "DUPLICATES_DETECTED",
          "CANNOT_UPDATE_CONVERTED_LEAD",
          "NOT_FOUND",
          "ENTITY_IS_DELETED",
          "ENTITY_IS_LOCKED",
          "MALFORMED_ID",
          "MALFORMED_QUERY",
          "INVALID_CROSS_REFERENCE_KEY",
          "INACTIVE_OWNER_OR_USER",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");

  private PortionErrors() {}

  /** Not where the sentence may quote a value of the record, which can hold any words. */
  static boolean isLimit(String code, String message) {
    return !NOT_OF_PORTION.contains(code) && message != null && LIMIT.matcher(message).find();
  }

  static boolean tellOfLimit(List<RestError> errors) {
    return errors.stream().anyMatch(e -> isLimit(UpsertResults.code(e), e.getMessage()));
  }

  /** The one code of errors that may be the portion's when all its records have it; or "". */
  static String common(List<List<RestError>> failed) {
    String common = "";
    for (List<RestError> errors : failed) {
      for (RestError error : errors) {
        String code = UpsertResults.code(error);
        boolean names = error.getFields() != null && !error.getFields().isEmpty();
        boolean other = !common.isEmpty() && !common.equals(code);
        if (code.isEmpty() || names || other || NOT_OF_PORTION.contains(code)) {
          return "";
        }
        common = code;
      }
    }
    return common;
  }
}
