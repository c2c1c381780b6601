package aftercall.outbox;

import aftercall.store.Databases;
import aftercall.store.StoreSettings;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

class PostgresPlanTest extends PlanContract {
  @Override
  StoreSettings settings() {
    return Databases.postgres();
  }

  @Override
  String explain() {
    return "explain ";
  }

  @Override
  List<String> plan(PreparedStatement explained) throws SQLException {
    return column(explained, "QUERY PLAN");
  }

  @Override
  boolean readsAll(String line) {
    return line.contains("Seq Scan on delivery") || line.contains("Sort");
  }
}
