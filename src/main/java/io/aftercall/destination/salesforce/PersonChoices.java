package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.person.IdentityDecision.Several;
import io.aftercall.person.IdentityDecision.Unknown;
import io.aftercall.person.PersonCandidate;
import java.util.List;

/**
 * What waits for a person to say who a caller is. The choices, which name people, are kept as the
 * answer of the attempt: encrypted, erased with the call, for operators only.
 */
final class PersonChoices {
  private static final int MOST = 8;
  private static final int LONGEST = 3_500;

  private PersonChoices() {}

  static void park(DeliveryItem item, Several several) {
    item.rawAnswer(choices(several.choices()));
    item.complete(
        Outcome.Rejected.because(
            "several records match by "
                + several.step().text()
                + ": choose the person's record [PERSON_AMBIGUOUS]"));
  }

  /** Whether a person is asked about everybody who is unknown. */
  static boolean holds(DeliveryItem item, Unknown unknown, IdentityOptions options) {
    if (options.unknown() != IdentityOptions.Unknown.HOLD || unknown.wanted()) {
      return false;
    }
    item.rawAnswer(choices(List.of()));
    item.complete(
        Outcome.Rejected.because(
            unknown.why() + ": choose the person's record, or a new one [PERSON_UNKNOWN]"));
    return true;
  }

  private static String choices(List<PersonCandidate> candidates) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    ArrayNode choices = said.putArray("choices");
    for (PersonCandidate one : candidates) {
      ObjectNode choice =
          choices
              .addObject()
              .put("object", one.object())
              .put("id", one.id())
              .put("name", one.name())
              .put("company", one.company())
              .put("email", one.email())
              .put("changed_at", one.changedAt());
      one.phones().forEach(choice.putObject("phones")::put);
      if (choices.size() > MOST || said.toString().length() > LONGEST) {
        choices.remove(choices.size() - 1);
        said.put("more", true);
        break;
      }
    }
    return said.toString();
  }
}
