package aftercall.salesforce;

import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.salesforce.Verdict.Course;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;

/**
 * Reads the per-record results of an upsert: HTTP 200 says nothing about a single record. Reasons
 * are our own sentences made of code and field names, since Salesforce's messages quote values.
 */
final class SalesforceAnswers {
  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,80}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.]{1,80}");

  private SalesforceAnswers() {}

  /** Settles what was under way; results come in the order of the records. */
  static void settle(Upsert upsert, List<?> results) {
    List<Parcel> parcels = upsert.underWay();
    if (results == null || results.size() != parcels.size()) {
      parcels.forEach(parcel -> parcel.settle(unreadable()));
      return;
    }
    for (int i = 0; i < parcels.size(); i++) {
      if (results.get(i) instanceof UpsertSObjectResult result) {
        settle(upsert, parcels.get(i), result);
      } else {
        parcels.get(i).settle(unreadable());
      }
    }
  }

  private static void settle(Upsert upsert, Parcel parcel, UpsertSObjectResult result) {
    if (Boolean.TRUE.equals(result.getSuccess())) {
      boolean created = Boolean.TRUE.equals(result.getCreated());
      upsert.existing().remember(parcel);
      parcel.answer((created ? "created " : "updated ") + result.getId());
      parcel.settle(new Outcome.Delivered(result.getId(), created ? "created" : "updated"));
      return;
    }
    List<RestError> errors = result.getErrors() == null ? List.of() : result.getErrors();
    Verdict verdict = strictest(errors);
    parcel.answer(codes(errors));
    if (verdict.course() == Course.ONCE_MORE && upsert.again(parcel)) {
      return;
    }
    settle(upsert, parcel, outcome(verdict, errors));
  }

  /** What Salesforce says of one record, or of a request with one record. */
  static void settle(Upsert upsert, Parcel parcel, Outcome said) {
    Outcome outcome = said instanceof Outcome.Delivered ? converted(upsert, said) : said;
    parcel.settle(
        outcome instanceof Outcome.Refused && upsert.isUnsure(parcel)
            ? Outcome.TryLater.because(
                outcome.reason() + "; it may be there already, so the next try looks first")
            : outcome);
  }

  /** An error that is none: the Lead has become a Contact. */
  private static Outcome converted(Upsert upsert, Outcome settled) {
    if (!upsert.into().object().equals("Lead")) {
      return Outcome.TryLater.because("the Lead was converted meanwhile");
    }
    return upsert.into().settlesConverted()
        ? settled
        : Outcome.Refused.because(
            "Salesforce: the Lead became a Contact, which only people change; enter \"%s\" there by hand"
                .formatted(upsert.destination()));
  }

  /** The outcome of the strictest error. {@code errors} may be empty. */
  static Outcome outcome(Verdict verdict, List<RestError> errors) {
    String reason = sentence(verdict.sentence(), errors);
    return switch (verdict.course()) {
      case SETTLED -> new Outcome.Delivered("", verdict.sentence());
      case LATER -> new Outcome.TryLater(verdict.pause(), reason, verdict.whose());
      case ONCE_MORE, REFUSE -> new Outcome.Refused(reason, firstField(errors));
      case STOP -> new Outcome.Stopped(reason, verdict.pause());
    };
  }

  static Verdict strictest(List<RestError> errors) {
    return errors.stream()
        .map(error -> ErrorTable.byCode(code(error), error.getMessage()))
        .max(Comparator.comparing(Verdict::course))
        .orElseGet(() -> Verdict.refuse("Salesforce refuses the record"));
  }

  static boolean blamesSetUp(RestError error) {
    return ErrorTable.blamesSetUp(code(error), error.getMessage());
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
        errors.stream().map(SalesforceAnswers::code).filter(c -> !c.isEmpty()).distinct().toList());
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
    return Outcome.TryLater.because(
        "Salesforce: the answer was not understood; the upsert is repeated");
  }
}
