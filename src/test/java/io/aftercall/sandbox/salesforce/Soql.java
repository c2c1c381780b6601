package io.aftercall.sandbox.salesforce;

import java.util.Comparator;
import java.util.List;

/**
 * A query that was understood.
 *
 * @param fields what to show; empty for {@code COUNT()}
 */
record Soql(Table table, List<Field> fields, Condition where, Comparator<Row> order, int limit) {

  /**
   * @param deleted whether what was deleted counts too
   */
  List<Row> run(boolean deleted) {
    List<Row> found = Condition.find(table, where);
    if (deleted) {
      table.deletedRows().stream().filter(where::matches).forEach(found::add);
    }
    found.sort(order);
    return found.size() > limit ? found.subList(0, limit) : found;
  }
}
