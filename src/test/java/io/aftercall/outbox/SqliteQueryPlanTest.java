package io.aftercall.outbox;

import io.aftercall.store.Databases;
import io.aftercall.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteQueryPlanTest extends QueryPlanContract {
  @TempDir static Path folder;

  @Override
  StoreSettings settings() {
    return Databases.sqlite(folder);
  }

  @Override
  String explain() {
    return "explain query plan ";
  }

  @Override
  String steps() {
    return "detail";
  }

  @Test
  void whoJoinsALineReadsItsNewestOnly() {
    fill();
    readsThroughIndexes(
        new Main(
            "join", List.of("person-1", "crm"), List.of("delivery_person", "sqlite_autoindex")));
  }

  /** Neither the table, nor a sort of all that is due, nor a line read to its end. */
  @Override
  boolean readsAll(String line) {
    return line.matches("SCAN (delivery|d|o|n|a)\\b.*") || line.contains("TEMP B-TREE");
  }

  @Override
  boolean readsTable(String line) {
    return line.matches("(SCAN|SEARCH) delivery") || line.contains("sqlite_autoindex");
  }
}
