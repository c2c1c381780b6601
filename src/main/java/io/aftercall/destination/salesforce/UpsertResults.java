package io.aftercall.destination.salesforce;

import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.salesforce.ErrorDisposition.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;

/**
 * Reads the per-record results of an upsert: HTTP 200 says nothing about a single record. Reasons
 * are our own sentences made of code and field names, since Salesforce's messages quote values.
 */
final class UpsertResults {
  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,80}");

  private static final String ASKED_AGAIN = "asked-again";

  private UpsertResults() {}

  /** What Salesforce says of one record of a portion. */
  private record Failed(DeliveryItem item, List<RestError> errors) {}

  /** Settles what was under way; results come in the order of the records. */
  static void complete(Upsert upsert, List<?> results) {
    List<DeliveryItem> deliveryItems = upsert.underWay();
    if (results == null || results.size() != deliveryItems.size()) {
      deliveryItems.forEach(deliveryItem -> deliveryItem.complete(unreadable()));
      return;
    }
    List<Failed> failed = new ArrayList<>();
    for (int i = 0; i < deliveryItems.size(); i++) {
      if (!(results.get(i) instanceof UpsertSObjectResult result)) {
        deliveryItems.get(i).complete(unreadable());
      } else if (Boolean.TRUE.equals(result.getSuccess())) {
        delivered(upsert, deliveryItems.get(i), result);
      } else {
        failed.add(new Failed(deliveryItems.get(i), known(result.getErrors())));
      }
    }
    if (failed.isEmpty()) {
      upsert.portions().passed(deliveryItems.size());
    }
    failed.removeAll(ofPortion(upsert, failed));
    failed.forEach(one -> complete(upsert, one.item(), one.errors()));
  }

  private static void delivered(
      Upsert upsert, DeliveryItem deliveryItem, UpsertSObjectResult result) {
    boolean created = Boolean.TRUE.equals(result.getCreated());
    upsert.existing().remember(deliveryItem);
    if (upsert.into().isPerson()) {
      deliveryItem.brings(PersonFields.LEAD);
    }
    deliveryItem.createdPerson(upsert.into().object(), result.getId());
    deliveryItem.answer((created ? "created " : "updated ") + result.getId());
    deliveryItem.complete(new Outcome.Delivered(result.getId(), created ? "created" : "updated"));
  }

  /** Those that failed for their number, and go again in smaller portions. */
  private static List<Failed> ofPortion(Upsert upsert, List<Failed> failed) {
    List<Failed> limited =
        failed.stream().filter(one -> PortionErrors.tellOfLimit(one.errors())).toList();
    String common = PortionErrors.common(failed.stream().map(Failed::errors).toList());
    boolean all = failed.size() == upsert.underWay().size();
    List<Failed> again =
        upsert.portions().ofMany(!limited.isEmpty(), all ? common : "")
            ? limited.isEmpty() ? failed : limited
            : List.of();
    if (!again.isEmpty()) {
      upsert.smaller(again.stream().map(Failed::item).toList());
    }
    return List.copyOf(again);
  }

  /** What Salesforce says of one record; what it does not like of it may be left out. */
  static void complete(Upsert upsert, DeliveryItem deliveryItem, List<RestError> errors) {
    if (errors.isEmpty()) {
      deliveryItem.complete(unreadable());
      return;
    }
    ErrorDisposition errorDisposition = strictest(errors);
    deliveryItem.answer(codes(errors));
    deliveryItem.rawAnswer(quoted(errors));
    if (isGone(deliveryItem, errors)) {
      deliveryItem.progress(ASKED_AGAIN);
      deliveryItem.complete(
          new Outcome.Retry(
              Duration.ofSeconds(1),
              "Salesforce: the person's record was deleted or merged meanwhile; who it is is asked"
                  + " once more"));
      return;
    }
    boolean again =
        errorDisposition.course() == Disposition.ONCE_MORE && upsert.again(deliveryItem)
            || leavesOut(errorDisposition) && leaveOut(upsert, deliveryItem, errors);
    if (!again) {
      complete(upsert, deliveryItem, outcome(errorDisposition, errors));
    }
  }

  /** Only once: whoever is deleted again and again needs a person. */
  private static boolean isGone(DeliveryItem deliveryItem, List<RestError> errors) {
    boolean found = Upsert.isById(deliveryItem) || deliveryItem.record().hasNonNull("WhoId");
    return found
        && !deliveryItem.progress().equals(ASKED_AGAIN)
        && errors.stream().anyMatch(e -> code(e).equals("ENTITY_IS_DELETED"));
  }

  private static boolean leavesOut(ErrorDisposition errorDisposition) {
    return errorDisposition.course() == Disposition.REFUSE
        || errorDisposition.course() == Disposition.ONCE_MORE;
  }

  /** An optional value never keeps a record back. */
  private static boolean leaveOut(
      Upsert upsert, DeliveryItem deliveryItem, List<RestError> errors) {
    List<RestError> ofValues =
        errors.stream().filter(e -> SalesforceErrors.isOfValue(code(e))).toList();
    Set<String> names = NamedFields.in(deliveryItem.record(), ofValues);
    // What may be there from earlier in this attempt is looked at first, and then left.
    if (names.contains(upsert.into().externalId()) || upsert.isOutcomeUnknown(deliveryItem)) {
      return false;
    }
    String why = strictest(ofValues).sentence() + " [" + codes(ofValues) + "]";
    List<String> notes = deliveryItem.optional().leaveOut(deliveryItem.record(), names, why);
    notes.forEach(deliveryItem::note);
    if (!notes.isEmpty()) {
      upsert.mended(deliveryItem);
    }
    return !notes.isEmpty();
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
    String fields = String.join(", ", NamedFields.of(errors));
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
    return NamedFields.of(errors).stream().findFirst().orElse("");
  }

  /** Word for word, for whoever may read it. */
  static String quoted(List<RestError> errors) {
    return errors.stream()
        .map(
            e ->
                code(e)
                    + ": "
                    + e.getMessage()
                    + (e.getFields() == null ? "" : " " + e.getFields()))
        .collect(Collectors.joining("\n"));
  }

  /** Without what is null in the list, which may be null itself. */
  static List<RestError> known(List<RestError> errors) {
    return errors == null ? List.of() : errors.stream().filter(Objects::nonNull).toList();
  }

  private static Outcome unreadable() {
    return Outcome.Retry.unclear(
        "Salesforce: the answer was not understood; whether it was saved is unknown");
  }
}
