package io.aftercall.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.store.DecryptionException;
import io.aftercall.store.Dialect;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.EncryptedColumn;
import io.aftercall.store.HmacHash;
import io.aftercall.store.Store;
import io.aftercall.store.StoredSecrets;
import io.aftercall.store.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom calls were with, and by what they are found. The cards are encrypted as bodies are, the
 * terms are keyed hashes, and both go with the body.
 */
public final class CallIndex {
  /** Where the cards lie. */
  public static final EncryptedColumn CARDS =
      new EncryptedColumn("call_card", "event_id", "card", "event_id");

  private static final Logger LOG = LoggerFactory.getLogger(CallIndex.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECRET_BYTES = 32;

  private static final String CARD =
      "insert into call_card (event_id, card, key_id, terms) values (?, ?, ?, ?)";
  private static final String TERM =
      "insert into call_search (term, event_id) values (?, ?) on conflict do nothing";

  /** All terms of a call in one row of values: a statement each would be forty journeys. */
  private static final String TERMS =
      "insert into call_search (event_id, term) select ?, t from unnest(cast(? as bigint[])) t"
          + " on conflict do nothing";

  private static final String FORGET = "delete from call_search where term = ? and event_id = ?";

  private final Store store;
  private final SearchTerms terms;

  CallIndex(Store store, InstantSource clock) {
    this.store = store;
    byte[] fresh = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(fresh);
    String secret =
        new StoredSecrets(store, clock).getOrMake("call search", HexFormat.of().formatHex(fresh));
    terms = new SearchTerms(new HmacHash(secret.getBytes(StandardCharsets.UTF_8)));
  }

  SearchTerms terms() {
    return terms;
  }

  /**
   * Notes decided calls; what was known of them before is replaced.
   *
   * @param cards by event id
   */
  public void put(Transaction transaction, Map<String, CallCard> cards) throws SQLException {
    if (cards.isEmpty()) {
      return;
    }
    delete(transaction, store.dialect(), cards.keySet());
    PreparedStatement card = transaction.statement(CARD);
    boolean together = store.dialect() == Dialect.POSTGRES;
    PreparedStatement term = transaction.statement(together ? TERMS : TERM);
    for (Map.Entry<String, CallCard> one : cards.entrySet()) {
      Set<Long> found = terms.of(one.getValue());
      ByteBuffer all = ByteBuffer.allocate(found.size() * Long.BYTES);
      found.forEach(all::putLong);
      EncryptedBytes encrypted = store.bodyEncryption().encrypt(json(one.getValue()), one.getKey());
      card.setString(1, one.getKey());
      card.setBytes(2, encrypted.bytes());
      card.setString(3, encrypted.key());
      card.setBytes(4, all.array());
      card.addBatch();
      if (together) {
        term.setString(1, one.getKey());
        term.setObject(2, found.stream().mapToLong(Long::longValue).toArray());
        term.addBatch();
      } else {
        add(term, found, one.getKey());
      }
    }
    card.executeBatch();
    term.executeBatch();
  }

  private static void add(PreparedStatement term, Set<Long> found, String eventId)
      throws SQLException {
    for (long value : found) {
      term.setLong(1, value);
      term.setString(2, eventId);
      term.addBatch();
    }
  }

  private static byte[] json(CallCard card) {
    try {
      return JSON.writeValueAsBytes(card);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  /** Cards by event id; of a call that was never decided, or whose body is gone, there is none. */
  public Map<String, CallCard> cards(Collection<String> eventIds) {
    Map<String, CallCard> cards = new HashMap<>();
    if (!eventIds.isEmpty()) {
      String sql =
          "select event_id, card, key_id from call_card where " + store.dialect().in("event_id");
      store.read(
          db -> {
            db.sql(sql)
                .params(List.of(store.dialect().list(eventIds)))
                .query(
                    row -> {
                      open(
                          cards,
                          row.getString(1),
                          new EncryptedBytes(row.getBytes(2), row.getString(3)));
                    });
            return null;
          });
    }
    return cards;
  }

  private void open(Map<String, CallCard> cards, String id, EncryptedBytes encrypted) {
    try {
      cards.put(id, JSON.readValue(store.bodyEncryption().open(encrypted, id), CallCard.class));
    } catch (DecryptionException e) {
      LOG.error("call.card_undecryptable receipt={} key={}", id, encrypted.key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int delete(Transaction transaction, Dialect dialect, Collection<String> eventIds)
      throws SQLException {
    PreparedStatement gone =
        transaction.statement(
            "delete from call_card where " + dialect.in("event_id") + " returning event_id, terms");
    gone.setObject(1, dialect.list(eventIds));
    PreparedStatement forget = transaction.statement(FORGET);
    int count = 0;
    try (ResultSet row = gone.executeQuery()) {
      while (row.next()) {
        count++;
        ByteBuffer terms = ByteBuffer.wrap(row.getBytes(2));
        while (terms.hasRemaining()) {
          forget.setLong(1, terms.getLong());
          forget.setString(2, row.getString(1));
          forget.addBatch();
        }
      }
    }
    if (count > 0) {
      forget.executeBatch();
    }
    return count;
  }
}
