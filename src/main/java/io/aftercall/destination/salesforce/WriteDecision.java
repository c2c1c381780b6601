package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.mapping.write.FieldWritePolicy;

/**
 * Whether a value is written.
 *
 * @param value what is sent, or null when the field is left as it was
 * @param left why it is left, in plain words; "" when it is sent
 * @param mark what is to be remembered once the record is there, or null
 */
record WriteDecision(JsonNode value, String left, FieldWriteState mark) {

  static WriteDecision on(FieldWritePolicy fieldWritePolicy, FieldConflict fieldConflict) {
    return switch (fieldWritePolicy.policy()) {
      // CREATE: only into a new record, where there is nothing that could be lost.
      case ALWAYS, CREATE -> new WriteDecision(fieldConflict.ours(), "", null);
      case IF_EMPTY -> ifEmpty(fieldConflict);
      case IF_UNCHANGED -> ifOurs(fieldConflict);
      case IF_LATEST -> newer(fieldConflict);
      case APPEND -> new AppendMerge(fieldConflict, fieldWritePolicy.max()).ruling();
    };
  }

  static WriteDecision leave(String why) {
    return new WriteDecision(null, why, null);
  }

  private static WriteDecision ifEmpty(FieldConflict fieldConflict) {
    return SalesforceNormalizer.isEmpty(fieldConflict.theirs())
        ? new WriteDecision(fieldConflict.ours(), "", null)
        : leave("something stands there already");
  }

  /** What the very same attempt sent before, without learning of it, is ours too. */
  private static WriteDecision ifOurs(FieldConflict fieldConflict) {
    String theirs = SalesforceNormalizer.text(fieldConflict.theirs());
    boolean ours =
        fieldConflict.last() != null
            && fieldConflict.print(theirs).equals(fieldConflict.last().print());
    boolean sent =
        fieldConflict.repeated() && theirs.equals(SalesforceNormalizer.text(fieldConflict.ours()));
    if (theirs.isEmpty() || ours || sent) {
      return write(fieldConflict);
    }
    return leave(
        fieldConflict.last() == null ? "someone else wrote it" : "someone changed it in the CRM");
  }

  private static WriteDecision newer(FieldConflict fieldConflict) {
    FieldWriteState last = fieldConflict.last();
    if (last == null || fieldConflict.now().follows(last.by())) {
      return write(fieldConflict);
    }
    return leave(
        last.by().call().equals(fieldConflict.now().call())
            ? "a later revision of the call wrote it"
            : "a later call wrote it");
  }

  private static WriteDecision write(FieldConflict fieldConflict) {
    String print = fieldConflict.print(SalesforceNormalizer.text(fieldConflict.ours()));
    return new WriteDecision(
        fieldConflict.ours(), "", FieldWriteState.of(print, fieldConflict.now()));
  }
}
