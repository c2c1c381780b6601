package io.aftercall.person;

import java.util.List;

/** Who a caller is in a CRM. Reasons name fields and ids, never a number, an address or a name. */
public sealed interface IdentityDecision {
  /** In plain words, for the attempt and the call's page. */
  String why();

  /** By which of its marks a record was found, the surest first. */
  enum Step {
    CHOSEN("choice of a person"),
    EXTERNAL_ID("external id"),
    PHONE("phone"),
    EMAIL("e-mail"),
    COMPANY_AND_NAME("company and last name"),
    LEDGER("record made earlier");

    private final String text;

    Step(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Exactly one record.
   *
   * @param key our external id on it; empty when it has none
   */
  record Found(String object, String id, String key, Step step, String why)
      implements IdentityDecision {}

  /** More than one, and nothing tells them apart: a person chooses. */
  record Several(List<PersonCandidate> choices, Step step) implements IdentityDecision {
    public Several {
      choices = List.copyOf(choices);
    }

    @Override
    public String why() {
      return choices.size() + " records match by " + step.text();
    }
  }

  /**
   * Nobody.
   *
   * @param account id of the one company whose number it is; empty for none
   * @param wanted whether a person has said that a new record is to be made
   */
  record Unknown(String account, boolean wanted) implements IdentityDecision {
    public static Unknown wantedNew() {
      return new Unknown("", true);
    }

    @Override
    public String why() {
      if (wanted) {
        return "a person wants a new record";
      }
      return account.isEmpty()
          ? "nobody there has this number or address"
          : "the number is that of Account " + account + ", of no person there";
    }
  }
}
