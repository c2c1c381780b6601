package io.aftercall.outbox;

import io.aftercall.store.ReasonCause;
import io.aftercall.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what became of leases. A lease that was lost in the meantime changes nothing. */
final class RecordResults {
  /** Found by id only: PostgreSQL would otherwise read the index of all that is leased. */
  static final String SETTLE =
      """
      update delivery set state = ?, is_open = ?, due_at = ?, reason = ?, cause = ?,
        reference = coalesce(?, reference), attempts = attempts + ?, state_at = ?,
        maybe_sent = ?, waited_ms = ?, progress = ?
      where id = ? and state || '' = 'sending' and fence = ?\
      """;

  private static final String ATTEMPT =
      """
      insert into attempt (delivery_id, number, at, took_ms, outcome, reason, sent, answer,
        mapping_version, node)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private final ReleaseSuccessors releaseSuccessors;
  private final SupersedeStale supersedeStale;
  private final FieldWriteStateStore fieldWriteStateStore;
  private final RelationCompletion relationCompletion;
  private final RequiredDelivery requiredDelivery;
  private final AttemptAnswers answers;
  private final EndedDeliveries ended;

  RecordResults(
      ReleaseSuccessors releaseSuccessors,
      SupersedeStale supersedeStale,
      FieldWriteStateStore fieldWriteStateStore,
      RelationCompletion relationCompletion,
      RequiredDelivery requiredDelivery,
      AttemptAnswers answers,
      EndedDeliveries ended) {
    this.ended = ended;
    this.releaseSuccessors = releaseSuccessors;
    this.supersedeStale = supersedeStale;
    this.fieldWriteStateStore = fieldWriteStateStore;
    this.relationCompletion = relationCompletion;
    this.requiredDelivery = requiredDelivery;
    this.answers = answers;
  }

  List<Boolean> record(Transaction transaction, List<DeliveryResult> leases, long now)
      throws SQLException {
    if (leases.isEmpty()) {
      return List.of();
    }
    List<Boolean> kept = writeResults(transaction, leases, now);
    List<String> closed = new ArrayList<>();
    // What a later revision may have replaced meanwhile.
    List<String> again = new ArrayList<>();
    List<DeliveryResult> tried = new ArrayList<>();
    List<DeliveryResult> written = new ArrayList<>();
    List<DeliveryResult> tied = new ArrayList<>();
    List<DeliveryResult> ours = new ArrayList<>();
    List<String> delivered = new ArrayList<>();
    List<PersonRecord> people = new ArrayList<>();
    for (int i = 0; i < leases.size(); i++) {
      DeliveryResult end = leases.get(i);
      if (kept.get(i)) {
        ours.add(end);
        end.trail().people().stream()
            .filter(one -> one.how() == PersonRecord.How.CREATED)
            .forEach(people::add);
        if (end.next() == DeliveryState.DELIVERED) {
          delivered.add(end.lease().id());
        }
        (end.next().open() ? again : closed).add(end.lease().id());
        if (end.next() == DeliveryState.REJECTED || end.next() == DeliveryState.FAILED) {
          again.add(end.lease().id());
        }
        if (!end.next().open()) {
          ended.count(end.next(), List.of(end.lease().id()));
        }
        if (end.attempt() != null) {
          tried.add(end);
        }
        if (end.next() == DeliveryState.DELIVERED
            && !end.trail().ties().equals(DeliveryRelations.NONE)) {
          tied.add(end);
        }
        if (end.written() != null) {
          written.add(end);
        }
      }
    }
    count(transaction, tried);
    answers.keep(transaction, ours, now);
    fieldWriteStateStore.remember(transaction, written);
    PersonRecords.remember(transaction, people, now);
    relationCompletion.of(transaction, tied, now);
    releaseSuccessors.of(transaction, closed);
    requiredDelivery.resume(transaction, delivered, now);
    supersedeStale.close(transaction, again, now);
    return kept;
  }

  private static List<Boolean> writeResults(
      Transaction transaction, List<DeliveryResult> leases, long now) throws SQLException {
    PreparedStatement update = transaction.statement(SETTLE);
    for (DeliveryResult end : leases) {
      update.setString(1, end.next().text());
      update.setInt(2, end.next().open() ? 1 : 0);
      update.setLong(3, end.dueAt() == null ? now : end.dueAt().toEpochMilli());
      update.setString(4, end.reason());
      update.setString(5, ReasonCause.of(end.reason()));
      update.setString(6, end.reference());
      update.setInt(7, end.attempt() == null ? 0 : 1);
      update.setLong(8, now);
      update.setInt(9, end.trail().maybeSent() ? 1 : 0);
      update.setLong(10, end.trail().waited().toMillis());
      update.setString(11, end.trail().progress().isEmpty() ? null : end.trail().progress());
      update.setString(12, end.lease().id());
      update.setInt(13, end.lease().leaseToken());
      update.addBatch();
    }
    List<Boolean> kept = new ArrayList<>(leases.size());
    for (int count : update.executeBatch()) {
      kept.add(count == 1);
    }
    return kept;
  }

  private static void count(Transaction transaction, List<DeliveryResult> tried)
      throws SQLException {
    if (tried.isEmpty()) {
      return;
    }
    PreparedStatement insert = transaction.statement(ATTEMPT);
    for (DeliveryResult end : tried) {
      Attempt attempt = end.attempt();
      insert.setString(1, end.lease().id());
      insert.setInt(2, end.lease().attempts() + 1);
      insert.setLong(3, attempt.at().toEpochMilli());
      insert.setLong(4, attempt.tookMillis());
      insert.setString(5, attempt.outcome());
      insert.setString(6, attempt.reason());
      insert.setString(7, attempt.sent());
      insert.setString(8, attempt.answer());
      insert.setString(9, attempt.mappingVersion());
      insert.setString(10, attempt.node());
      insert.addBatch();
    }
    insert.executeBatch();
  }
}
