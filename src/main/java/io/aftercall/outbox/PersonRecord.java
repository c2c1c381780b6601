package io.aftercall.outbox;

import java.util.Locale;

/**
 * Which record of a system stands for a person.
 *
 * @param system the CRM, as {@code salesforce}; the same for all destinations of one org
 * @param hash keyed hash of a number, an address or a lead
 * @param object of the record, as {@code Lead}; empty while nothing is there yet
 * @param recordId its id there; empty while nothing is there yet
 */
public record PersonRecord(String system, String hash, String object, String recordId, How how) {
  /** How we know. */
  public enum How {
    /** A delivery is about to create it. */
    CLAIMED,
    /** We created it; a search there may not know it yet. */
    CREATED,
    /** A person chose it among several. */
    CHOSEN,
    /** A person wants one to be made although others are similar. */
    NEW;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static How of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  public static PersonRecord created(String system, String hash, String object, String recordId) {
    return new PersonRecord(system, hash, object, recordId, How.CREATED);
  }
}
