package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.destination.CallVersion;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.destination.TextHash;

/**
 * A value of ours meets a field of Salesforce.
 *
 * @param where record key and field
 * @param ours never null
 * @param theirs what Salesforce holds, or null
 * @param last what we last wrote there, or null when nothing is remembered
 * @param now the call whose value it is
 * @param repeated whether the very same may have been sent before
 */
record FieldConflict(
    Where where,
    JsonNode ours,
    JsonNode theirs,
    FieldWriteState last,
    CallVersion now,
    boolean repeated) {

  record Where(String recordKey, String field) {
    /** The same value in another field, or another record, has another one. */
    String print(String text) {
      return TextHash.of(recordKey, field, text);
    }
  }

  String print(String text) {
    return where.print(text);
  }
}
