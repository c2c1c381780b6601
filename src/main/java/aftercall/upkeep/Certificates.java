package aftercall.upkeep;

import aftercall.store.Query;
import aftercall.store.Store;
import aftercall.store.Tx;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates of all erasures; kept for good, for they hold nothing about anybody. */
public final class Certificates {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String KEEP =
      "insert into erasure (id, at, who, why, counts) values (?, ?, ?, ?, ?)";
  private static final String COLUMNS = "select id, at, who, why, counts from erasure";

  private final Store store;

  /** What one column holds. */
  private record Counts(
      String what,
      Map<String, Integer> rows,
      Map<String, Integer> delivered,
      int underWay,
      boolean complete) {}

  public Certificates(Store store) {
    this.store = store;
  }

  int keep(Tx tx, Certificate certificate) throws SQLException {
    PreparedStatement insert = tx.statement(KEEP);
    insert.setString(1, certificate.id());
    insert.setLong(2, certificate.at().toEpochMilli());
    insert.setString(3, certificate.who());
    insert.setString(4, certificate.why());
    insert.setString(5, write(certificate));
    return insert.executeUpdate();
  }

  private static String write(Certificate certificate) {
    try {
      return JSON.writeValueAsString(
          new Counts(
              certificate.what(),
              certificate.rows(),
              certificate.delivered(),
              certificate.underWay(),
              certificate.complete()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public Optional<Certificate> get(String id) {
    return list(Query.of(COLUMNS).and("id = ?", id)).stream().findFirst();
  }

  /** The latest first. */
  public List<Certificate> latest(int most) {
    return list(Query.of(COLUMNS).then("order by id desc limit ?", most));
  }

  private List<Certificate> list(Query query) {
    return store.read(db -> query.on(db).query((row, n) -> certificate(row)).list());
  }

  private static Certificate certificate(ResultSet row) throws SQLException {
    try {
      Counts counts = JSON.readValue(row.getString(5), Counts.class);
      return new Certificate(
          row.getString(1),
          Instant.ofEpochMilli(row.getLong(2)),
          row.getString(3),
          row.getString(4),
          counts.what(),
          counts.rows(),
          counts.delivered(),
          counts.underWay(),
          counts.complete());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a certificate cannot be read", e);
    }
  }
}
