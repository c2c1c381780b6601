package io.aftercall.outbox;

import io.aftercall.store.BodyEncryption;
import io.aftercall.store.DecryptionException;
import io.aftercall.store.EncryptedBytes;
import io.aftercall.store.Store;
import io.aftercall.store.Transaction;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What destinations answered, word for word and to a bound. It may name people, so it is encrypted
 * as bodies are and goes with the call.
 */
final class AttemptAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptAnswers.class);

  /** Bytes of UTF-8 that are kept of one answer. */
  static final int MOST = 4 * 1024;

  private static final String KEEP =
      """
      insert into attempt_answer (id, at, answer, key_id) values (?, ?, ?, ?)
      on conflict (id) do update set at = excluded.at, answer = excluded.answer,
        key_id = excluded.key_id\
      """;

  private static final String READ =
      "select id, answer, key_id from attempt_answer where id > ? and id < ?";

  private static final String DELETE =
      "delete from attempt_answer where id > ? and id < ? and at < ?";

  private final Store store;

  AttemptAnswers(Store store) {
    this.store = store;
  }

  /** Of those ends that have an answer. One that counted no attempt is overwritten by the next. */
  void keep(Transaction transaction, List<DeliveryResult> ends, long now) throws SQLException {
    BodyEncryption bodyEncryption = store.bodyEncryption();
    List<DeliveryResult> answered =
        ends.stream().filter(end -> end.rawAnswer() != null && !end.rawAnswer().isBlank()).toList();
    if (answered.isEmpty()) {
      return;
    }
    PreparedStatement insert = transaction.statement(KEEP);
    for (DeliveryResult end : answered) {
      String id = end.lease().id() + "#" + (end.lease().attempts() + 1);
      EncryptedBytes encryptedBytes = bodyEncryption.encrypt(beginning(end.rawAnswer()), id);
      insert.setString(1, id);
      insert.setLong(2, now);
      insert.setBytes(3, encryptedBytes.bytes());
      insert.setString(4, encryptedBytes.key());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** Never half a character. */
  private static byte[] beginning(String text) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer bytes = ByteBuffer.allocate(MOST);
    encoder.encode(CharBuffer.wrap(text), bytes, true);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The answers to a delivery's attempts, by the number of the attempt. */
  Map<Integer, String> of(String deliveryId) {
    Map<Integer, String> answers = new TreeMap<>();
    store.read(
        db -> {
          db.sql(READ)
              .params(deliveryId + "#", deliveryId + "$")
              .query(
                  row -> {
                    open(
                        answers,
                        row.getString(1),
                        new EncryptedBytes(row.getBytes(2), row.getString(3)));
                  });
          return null;
        });
    return answers;
  }

  private void open(Map<Integer, String> answers, String id, EncryptedBytes encryptedBytes) {
    try {
      String text =
          new String(store.bodyEncryption().open(encryptedBytes, id), StandardCharsets.UTF_8);
      answers.put(Integer.parseInt(id.substring(id.lastIndexOf('#') + 1)), text);
    } catch (DecryptionException e) {
      LOG.error("attempt.answer_undecryptable attempt={} key={}", id, encryptedBytes.key());
    }
  }

  /** Those of deliveries that are older than so. */
  static int delete(Transaction transaction, Collection<String> deliveryIds, long before)
      throws SQLException {
    return delete(transaction, deliveryIds, "#", "$", before);
  }

  /** All those of events: delivery ids begin with the event's. */
  static int deleteOfEvents(Transaction transaction, Collection<String> eventIds)
      throws SQLException {
    return delete(transaction, eventIds, ".", "/", Long.MAX_VALUE);
  }

  private static int delete(
      Transaction transaction, Collection<String> ids, String from, String to, long before)
      throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    PreparedStatement delete = transaction.statement(DELETE);
    for (String id : ids) {
      delete.setString(1, id + from);
      delete.setString(2, id + to);
      delete.setLong(3, before);
      delete.addBatch();
    }
    return Arrays.stream(delete.executeBatch()).sum();
  }
}
