package io.aftercall.sandbox.salesforce;

import java.util.Comparator;
import java.util.List;

/**
 * A query that was understood.
 *
 * @param fields what to show; empty for {@code COUNT()}
 */
record Soql(Table table, List<Field> fields, Condition where, Comparator<Row> order, int limit) {

  List<Row> run() {
    List<Row> found = Condition.find(table, where);
    found.sort(order);
    return found.size() > limit ? found.subList(0, limit) : found;
  }
}
