package io.aftercall.destination.salesforce;

import io.aftercall.person.IdentityRules;
import io.aftercall.person.PersonCandidate;
import java.util.Arrays;
import java.util.List;

/**
 * How a kamelet wants people to be found.
 *
 * @param unknown what becomes of whom nobody knows
 */
record IdentityOptions(IdentityRules rules, Unknown unknown) {
  private static final List<String> OBJECTS =
      List.of(PersonCandidate.CONTACT, PersonCandidate.LEAD, PersonCandidate.ACCOUNT);

  /** A caller nobody knows becomes … */
  enum Unknown {
    LEAD("lead"),
    CONTACT("contact"),
    /** … a question to a person. */
    HOLD("hold"),
    /** … nothing. */
    LOG_ONLY("log-only");

    private final String text;

    Unknown(String text) {
      this.text = text;
    }

    static Unknown of(String text) {
      return Arrays.stream(values())
          .filter(one -> one.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "onUnknown must be lead, contact, hold or log-only, not '" + text + "'"));
    }

    String object() {
      return this == CONTACT ? PersonCandidate.CONTACT : PersonCandidate.LEAD;
    }
  }

  /**
   * @param order objects with commas between, the first wins
   * @param ifSeveral {@code park} or {@code newest}
   */
  static IdentityOptions of(
      String order, String ifSeveral, boolean byCompanyAndName, String unknown) {
    List<String> objects = Arrays.stream(order.split(",")).map(String::strip).toList();
    if (!OBJECTS.containsAll(objects)) {
      throw new IllegalArgumentException(
          "order must name Contact, Lead and Account with commas between, not '" + order + "'");
    }
    if (!ifSeveral.equals("park") && !ifSeveral.equals("newest")) {
      throw new IllegalArgumentException(
          "ifSeveral must be park or newest, not '" + ifSeveral + "'");
    }
    return new IdentityOptions(
        new IdentityRules(objects, ifSeveral.equals("newest"), byCompanyAndName),
        Unknown.of(unknown));
  }
}
