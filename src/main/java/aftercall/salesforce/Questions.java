package aftercall.salesforce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * One question about many records by a text field, in as many SOQL queries as the length of a URI
 * asks for.
 */
final class Questions {
  /** A query travels in the URI, of which Salesforce takes 16,384 bytes with the headers. */
  private static final int QUERY_LIMIT = 8_000;

  private final Deque<String> waiting = new ArrayDeque<>();

  private Questions() {}

  static Questions none() {
    return new Questions();
  }

  /**
   * @param select the fields to read
   * @param object and field come from our files, {@code values} from calls
   */
  static Questions about(String select, String object, String field, Collection<String> values) {
    Questions questions = new Questions();
    String start = "SELECT %s FROM %s WHERE %s IN (".formatted(select, object, field);
    List<String> literals = new ArrayList<>();
    int length = start.length();
    for (String value : values) {
      String literal = literal(value);
      if (length + encoded(literal) > QUERY_LIMIT && !literals.isEmpty()) {
        questions.waiting.add(start + String.join(",", literals) + ")");
        literals.clear();
        length = start.length();
      }
      literals.add(literal);
      length += encoded(literal);
    }
    if (!literals.isEmpty()) {
      questions.waiting.add(start + String.join(",", literals) + ")");
    }
    return questions;
  }

  boolean open() {
    return !waiting.isEmpty();
  }

  String next() {
    return waiting.remove();
  }

  void drop() {
    waiting.clear();
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
