package io.aftercall.person;

import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who must not be contacted, as people look at it. */
final class SuppressionQueries {
  private static final Logger LOG = LoggerFactory.getLogger(SuppressionQueries.class);
  private static final String COLUMNS =
      """
      select s.id, s.scope, s.reason, s.source, s.event_id, s.at, s.added_by, s.lifted_at,
        s.lifted_by, s.lifted_why, w.words, w.key_id,
        (select string_agg(h.kind, ',' order by h.kind) from suppression_hash h
          where h.suppression_id = s.id) as kinds
      from suppression s left join suppression_words w on w.id = s.id\
      """;

  private final Store store;

  SuppressionQueries(Store store) {
    this.store = store;
  }

  /**
   * The latest first.
   *
   * @param hashes null for everybody's
   */
  List<Suppression> find(SuppressionFilter filter, Collection<String> hashes) {
    SqlBuilder rows =
        sql(filter, hashes, store.dialect().list(hashes == null ? List.of() : hashes));
    return store.read(db -> rows.on(db).query((row, n) -> row(row)).list());
  }

  SqlBuilder sql(SuppressionFilter filter, Collection<String> hashes, Object list) {
    SqlBuilder rows =
        SqlBuilder.of(COLUMNS)
            .where("s.id = ?", filter.id())
            .where("s.source = ?", filter.source());
    if (filter.state() == SuppressionFilter.State.ACTIVE) {
      rows.where("s.lifted_at is null");
    } else if (filter.state() == SuppressionFilter.State.LIFTED) {
      rows.where("s.lifted_at is not null");
    }
    if (hashes != null) {
      rows.inSubquery(
          "s.id",
          SqlBuilder.of("select suppression_id from suppression_hash")
              .where(store.dialect().in("hash"), list));
    }
    return rows.where(
            "(s.at, s.id) < (select b.at, b.id from suppression b where b.id = ?)", filter.before())
        .append("order by s.at desc, s.id desc limit ?", filter.limit());
  }

  private Suppression row(ResultSet row) throws SQLException {
    long lifted = row.getLong(8);
    Instant liftedAt = row.wasNull() ? null : Instant.ofEpochMilli(lifted);
    String kinds = row.getString(13);
    return new Suppression(
        row.getString(1),
        SuppressionScope.of(row.getString(2)).orElseThrow(),
        row.getString(3),
        words(row),
        kinds == null ? List.of() : Stream.of(kinds.split(",")).distinct().toList(),
        row.getString(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getString(7),
        liftedAt,
        row.getString(9),
        row.getString(10));
  }

  private String words(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(11);
    if (bytes == null) {
      return null;
    }
    String id = row.getString(1);
    try {
      EncryptedBytes encrypted = new EncryptedBytes(bytes, row.getString(12));
      return new String(store.bodyEncryption().open(encrypted, id), StandardCharsets.UTF_8);
    } catch (DecryptionException e) {
      LOG.error("suppression.words_undecryptable suppression={} key={}", id, row.getString(12));
      return null;
    }
  }
}
