package io.aftercall.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates of all erasures; kept for good, for they hold nothing about anybody. */
public final class ErasureCertificates {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String KEEP =
      "insert into erasure (id, at, who, why, counts) values (?, ?, ?, ?, ?)";
  private static final String COLUMNS = "select id, at, who, why, counts, gone_at from erasure";

  private final Store store;

  /** What one column holds. */
  private record Counts(
      String what, Map<String, Integer> rows, Map<String, Integer> delivered, int underWay) {}

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
              erasureCertificate.underWay()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of these erasures are gone. */
  void gone(List<String> ids, Instant when) {
    if (!ids.isEmpty()) {
      store.write(transaction -> gone(transaction, ids, when));
    }
  }

  private int gone(Transaction transaction, List<String> ids, Instant when) throws SQLException {
    PreparedStatement update =
        transaction.statement("update erasure set gone_at = ? where " + store.dialect().in("id"));
    update.setLong(1, when.toEpochMilli());
    update.setObject(2, store.dialect().list(ids));
    return update.executeUpdate();
  }

  /** Follows up on those whose bytes were not gone yet, until they are. */
  public void followUp(InstantSource clock) {
    store.whenBytesAreGone(
        () -> {
          List<String> waiting = waiting();
          return () -> gone(waiting, clock.instant());
        });
    if (!waiting().isEmpty()) {
      store.deletedForGood();
    }
  }

  private List<String> waiting() {
    return store.read(
        db -> db.sql("select id from erasure where gone_at is null").query(String.class).list());
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
      long gone = row.getLong(6);
      Instant goneAt = row.wasNull() ? null : Instant.ofEpochMilli(gone);
      return new ErasureCertificate(
          row.getString(1),
          Instant.ofEpochMilli(row.getLong(2)),
          row.getString(3),
          row.getString(4),
          counts.what(),
          counts.rows(),
          counts.delivered(),
          counts.underWay(),
          goneAt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a certificate cannot be read", e);
    }
  }
}
