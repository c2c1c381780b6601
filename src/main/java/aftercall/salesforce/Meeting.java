package aftercall.salesforce;

import aftercall.delivery.Fingerprint;
import aftercall.delivery.Mark;
import aftercall.delivery.Occasion;
import com.fasterxml.jackson.databind.JsonNode;

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
record Meeting(
    Where where, JsonNode ours, JsonNode theirs, Mark last, Occasion now, boolean repeated) {

  record Where(String recordKey, String field) {
    /** The same value in another field, or another record, has another one. */
    String print(String text) {
      return Fingerprint.of(recordKey, field, text);
    }
  }

  String print(String text) {
    return where.print(text);
  }
}
