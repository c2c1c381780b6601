package io.aftercall.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates of all erasures; kept for good, for they hold nothing about anybody. */
public final class ErasureCertificates {
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

  public ErasureCertificates(Store store) {
    this.store = store;
  }

  int save(Transaction transaction, ErasureCertificate erasureCertificate) throws SQLException {
    PreparedStatement insert = transaction.statement(KEEP);
    insert.setString(1, erasureCertificate.id());
    insert.setLong(2, erasureCertificate.at().toEpochMilli());
    insert.setString(3, erasureCertificate.who());
    insert.setString(4, erasureCertificate.why());
    insert.setString(5, write(erasureCertificate));
    return insert.executeUpdate();
  }

  private static String write(ErasureCertificate erasureCertificate) {
    try {
      return JSON.writeValueAsString(
          new Counts(
              erasureCertificate.what(),
              erasureCertificate.rows(),
              erasureCertificate.delivered(),
              erasureCertificate.underWay(),
              erasureCertificate.complete()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public Optional<ErasureCertificate> get(String id) {
    return list(SqlBuilder.of(COLUMNS).where("id = ?", id)).stream().findFirst();
  }

  /** The latest first. */
  public List<ErasureCertificate> latest(int most) {
    return list(SqlBuilder.of(COLUMNS).append("order by id desc limit ?", most));
  }

  private List<ErasureCertificate> list(SqlBuilder sqlBuilder) {
    return store.read(db -> sqlBuilder.on(db).query((row, n) -> certificate(row)).list());
  }

  private static ErasureCertificate certificate(ResultSet row) throws SQLException {
    try {
      Counts counts = JSON.readValue(row.getString(5), Counts.class);
      return new ErasureCertificate(
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
