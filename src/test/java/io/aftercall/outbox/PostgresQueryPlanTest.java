package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;

class PostgresQueryPlanTest extends QueryPlanContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Override
  String explain() {
    return "explain ";
  }

  @Override
  String steps() {
    return "QUERY PLAN";
  }

  /** An index that is read without a condition is read to its end. */
  @Override
  List<String> plan(List<String> steps) {
    List<String> lines = new ArrayList<>(steps);
    for (int i = 0; i < lines.size(); i++) {
      boolean conditioned = i + 1 < lines.size() && lines.get(i + 1).contains("Index Cond");
      if (lines.get(i).matches(".*Index (Only )?Scan.* delivery_.*") && !conditioned) {
        lines.set(i, lines.get(i) + " TO ITS END");
      }
    }
    return lines;
  }

  @Override
  boolean readsAll(String line) {
    return line.contains("Seq Scan on delivery")
        || line.contains("TO ITS END")
        || line.contains("Sort");
  }

  @Override
  boolean readsTable(String line) {
    return line.contains("Seq Scan on delivery") || line.contains("delivery_pkey");
  }
}
