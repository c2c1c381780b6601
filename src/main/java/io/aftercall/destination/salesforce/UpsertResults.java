package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.salesforce.ErrorDisposition.Disposition;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;

/**
 * Reads the per-record results of an upsert: HTTP 200 says nothing about a single record. Reasons
 * are our own sentences made of code and field names, since Salesforce's messages quote values.
 */
final class UpsertResults {
  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,80}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.]{1,80}");

  private UpsertResults() {}

  /** Settles what was under way; results come in the order of the records. */
  static void complete(Upsert upsert, List<?> results) {
    List<DeliveryItem> deliveryItems = upsert.underWay();
    if (results == null || results.size() != deliveryItems.size()) {
      deliveryItems.forEach(deliveryItem -> deliveryItem.complete(unreadable()));
      return;
    }
    for (int i = 0; i < deliveryItems.size(); i++) {
      if (results.get(i) instanceof UpsertSObjectResult result) {
        complete(upsert, deliveryItems.get(i), result);
      } else {
        deliveryItems.get(i).complete(unreadable());
      }
    }
  }

  private static void complete(
      Upsert upsert, DeliveryItem deliveryItem, UpsertSObjectResult result) {
    if (Boolean.TRUE.equals(result.getSuccess())) {
      boolean created = Boolean.TRUE.equals(result.getCreated());
      upsert.existing().remember(deliveryItem);
      deliveryItem.answer((created ? "created " : "updated ") + result.getId());
      deliveryItem.complete(new Outcome.Delivered(result.getId(), created ? "created" : "updated"));
      return;
    }
    List<RestError> errors = result.getErrors() == null ? List.of() : result.getErrors();
    ErrorDisposition errorDisposition = strictest(errors);
    deliveryItem.answer(codes(errors));
    if (errorDisposition.course() == Disposition.ONCE_MORE && upsert.again(deliveryItem)) {
      return;
    }
    complete(upsert, deliveryItem, outcome(errorDisposition, errors));
  }

  /** What Salesforce says of one record, or of a request with one record. */
  static void complete(Upsert upsert, DeliveryItem deliveryItem, Outcome said) {
    Outcome outcome = said instanceof Outcome.Delivered ? converted(upsert, said) : said;
    deliveryItem.complete(
        outcome instanceof Outcome.Rejected && upsert.isOutcomeUnknown(deliveryItem)
            ? Outcome.Retry.because(
                outcome.reason() + "; it may be there already, so the next try looks first")
            : outcome);
  }

  /** An error that is none: the Lead has become a Contact. */
  private static Outcome converted(Upsert upsert, Outcome settled) {
    if (!upsert.into().object().equals("Lead")) {
      return Outcome.Retry.because("the Lead was converted meanwhile");
    }
    return upsert.into().settlesConverted()
        ? settled
        : Outcome.Rejected.because(
            "Salesforce: the Lead became a Contact, which only people change; enter \"%s\" there by hand"
                .formatted(upsert.destination()));
  }

  /** The outcome of the strictest error. {@code errors} may be empty. */
  static Outcome outcome(ErrorDisposition errorDisposition, List<RestError> errors) {
    String reason = sentence(errorDisposition.sentence(), errors);
    return switch (errorDisposition.course()) {
      case SETTLED -> new Outcome.Delivered("", errorDisposition.sentence());
      case LATER -> new Outcome.Retry(errorDisposition.pause(), reason, errorDisposition.whose());
      case ONCE_MORE, REFUSE -> new Outcome.Rejected(reason, firstField(errors));
      case STOP -> new Outcome.Paused(reason, errorDisposition.pause());
    };
  }

  static ErrorDisposition strictest(List<RestError> errors) {
    return errors.stream()
        .map(error -> SalesforceErrors.byCode(code(error), error.getMessage()))
        .max(Comparator.comparing(ErrorDisposition::course))
        .orElseGet(() -> ErrorDisposition.refuse("Salesforce refuses the record"));
  }

  static boolean blamesSetUp(RestError error) {
    return SalesforceErrors.blamesSetUp(code(error), error.getMessage());
  }

  static String code(RestError error) {
    String code = error.getErrorCode();
    return code != null && CODE.matcher(code).matches() ? code : "";
  }

  private static String sentence(String said, List<RestError> errors) {
    String fields = String.join(", ", fields(errors));
    String codes = codes(errors);
    return "Salesforce: "
        + said
        + (fields.isEmpty() ? "" : ": " + fields)
        + (codes.isEmpty() ? "" : " [" + codes + "]");
  }

  private static String codes(List<RestError> errors) {
    return String.join(
        ", ",
        errors.stream().map(UpsertResults::code).filter(c -> !c.isEmpty()).distinct().toList());
  }

  private static String firstField(List<RestError> errors) {
    return fields(errors).stream().findFirst().orElse("");
  }

  private static List<String> fields(List<RestError> errors) {
    return errors.stream()
        .filter(error -> error.getFields() != null)
        .flatMap(error -> error.getFields().stream())
        .filter(field -> field != null && FIELD.matcher(field).matches())
        .distinct()
        .limit(5)
        .toList();
  }

  private static Outcome unreadable() {
    return Outcome.Retry.because(
        "Salesforce: the answer was not understood; the upsert is repeated");
  }
}
