package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * One question about many records by a text field, in as many SOQL queries as the length of a URI
 * and of the answers asks for.
 */
final class BatchedSoqlQuery {
  /** A query travels in the URI, of which Salesforce takes 16,384 bytes with the headers. */
  private static final int QUERY_LIMIT = 8_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String start;
  private final String field;
  private final Deque<String> waiting;
  private final List<String> asked = new ArrayList<>();

  private BatchedSoqlQuery(String start, String field, Collection<String> values) {
    this.start = start;
    this.field = field;
    waiting = new ArrayDeque<>(values);
  }

  /**
   * @param select the fields to read, {@code field} among them
   * @param object and field come from our files, {@code values} from calls
   */
  static BatchedSoqlQuery about(
      String select, String object, String field, Collection<String> values) {
    return new BatchedSoqlQuery(
        "SELECT %s FROM %s WHERE %s IN (".formatted(select, object, field), field, values);
  }

  boolean open() {
    return !waiting.isEmpty();
  }

  /** The next SOQL query; call only while {@link #open()}. */
  String next() {
    asked.clear();
    List<String> literals = new ArrayList<>();
    int length = start.length();
    while (!waiting.isEmpty()) {
      String literal = literal(waiting.peek());
      length += encoded(literal);
      if (length > QUERY_LIMIT && !literals.isEmpty()) {
        break;
      }
      literals.add(literal);
      asked.add(waiting.remove());
    }
    return start + String.join(",", literals) + ")";
  }

  /**
   * The records Salesforce answers with; what a long answer leaves for later is asked again. When
   * it is no answer at all, everything waits: what is not known to be there may be there all the
   * same.
   */
  List<ObjectNode> answered(DeliveryBatch deliveryBatch, String answer) {
    List<ObjectNode> records = new ArrayList<>();
    // In a dry run all is settled by now, and nobody was asked.
    if (!deliveryBatch.open().isEmpty() && !understood(answer, records)) {
      deliveryBatch.completeRemaining(
          Outcome.Retry.away("Salesforce: the answer to a question was not understood"));
    }
    if (deliveryBatch.open().isEmpty()) {
      waiting.clear();
    }
    return records;
  }

  private boolean understood(String answer, List<ObjectNode> records) {
    JsonNode result = read(answer);
    JsonNode done = result.path("done");
    if (!result.path("records").isArray() || !done.isBoolean()) {
      return false;
    }
    for (JsonNode record : result.path("records")) {
      if (record instanceof ObjectNode fields) {
        records.add(fields);
      }
    }
    if (done.booleanValue()) {
      return true;
    }
    boolean further =
        asked.removeIf(
            value ->
                records.stream().anyMatch(r -> r.path(field).asText().equalsIgnoreCase(value)));
    waiting.addAll(asked);
    return further;
  }

  private static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer == null ? "" : answer);
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    }
  }

  /** SOQL has no bind parameters: backslash and quote are all that can end a literal. */
  static String literal(String value) {
    return "'"
        + value.replace("\\", "\\\\").replace("'", "\\'").replaceAll("\\p{Cntrl}", " ")
        + "'";
  }

  private static int encoded(String literal) {
    int bytes = 3;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      bytes += c < 128 && Character.isLetterOrDigit(c) ? 1 : c < 128 ? 3 : 9;
    }
    return bytes;
  }
}
