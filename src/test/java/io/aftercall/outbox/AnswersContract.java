package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a destination said is kept with the attempt, encrypted, to a bound, and goes with the call.
 */
abstract class AnswersContract extends OutboxFixture {
  private static final String SAID = "{\"error\":\"Max Mustermann is there already\"}";

  @Test
  void whatWasSaidStandsWithItsAttempt() {
    add(crm(1, "anna"));
    record(claim(1).get(0), DeliveryState.PENDING, "first");
    record(claim(1).get(0), DeliveryState.REJECTED, SAID);

    assertThat(list.answers(crm(1, "anna").id())).containsEntry(1, "first").containsEntry(2, SAID);
  }

  @Test
  void aTryThatCountedAsNoneIsOverwrittenByTheNext() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);
    outbox.record(
        List.of(
            new DeliveryResult(lease, DeliveryState.PENDING, clock.instant(), "stopped", null, null)
                .answered("no login")));
    assertThat(list.answers(lease.id())).containsOnlyKeys(1).containsEntry(1, "no login");
    assertThat(list.attempts(lease.id())).isEmpty();

    record(claim(1).get(0), DeliveryState.REJECTED, SAID);
    assertThat(list.answers(lease.id())).containsOnlyKeys(1).containsEntry(1, SAID);
  }

  @Test
  void aLongAnswerIsCutAtACharacterAndHalfOnesAreReplaced() {
    add(crm(1, "anna"));
    record(claim(1).get(0), DeliveryState.REJECTED, "\ud83d " + "€".repeat(5000));

    String kept = list.answers(crm(1, "anna").id()).get(1);
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isBetween(4090, AttemptAnswers.MOST);
    assertThat(kept).matches("\\? €+");
  }

  @Test
  void whoLostTheLeaseKeepsNothing() {
    add(crm(1, "anna"));
    LeasedDelivery lost = claim(1).get(0);
    clock.pass(LEASE);
    claim(1);
    record(lost, DeliveryState.REJECTED, SAID);

    assertThat(list.answers(lost.id())).isEmpty();
  }

  @Test
  void itLiesSealedAndGoesWithTheCall() {
    String key = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
    add(crm(1, "anna"), crm(2, "bert"));
    store.close();
    try (Store sealed = Store.open(settings, BodyEncryption.of(key), clock)) {
      Outbox there = new Outbox(sealed, clock);
      for (LeasedDelivery lease : there.lease(new LeaseRequest("crm", 2, LEASE, "node-1"))) {
        there.record(List.of(end(lease, DeliveryState.REJECTED).answered(SAID)));
      }
      DeliveryQueries read = new DeliveryQueries(sealed);
      assertThat(read.answers(crm(1, "anna").id())).containsEntry(1, SAID);
      assertThat(rows(sealed)).hasSize(2).noneMatch(row -> row.contains("Mustermann"));

      DeliveryDeletion removal = new DeliveryDeletion(sealed, clock);
      sealed.write(transaction -> removal.delete(transaction, List.of(crm(1, "anna").eventId())));
      assertThat(read.answers(crm(1, "anna").id())).isEmpty();
      assertThat(read.answers(crm(2, "bert").id())).hasSize(1);
      sealed.write(
          transaction ->
              removal.deleteAnswers(transaction, List.of(crm(2, "bert").id()), clock.millis()));
      assertThat(read.answers(crm(2, "bert").id())).as("it is not older").hasSize(1);
      sealed.write(
          transaction -> removal.deleteAnswers(transaction, List.of(crm(2, "bert").eventId())));
      assertThat(rows(sealed)).isEmpty();
      sealed.write(transaction -> transaction.statement("delete from seal_key").executeUpdate());
    } finally {
      open();
    }
  }

  @Test
  void theLastIdOfAPersonIsFoundForAWhile() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "bert"));
    outbox.record(List.of(delivered(claim(1).get(0), "7")));
    clock.pass(Duration.ofMinutes(10));
    outbox.record(List.of(delivered(claim(1).get(0), "8")));

    assertThat(outbox.lastReference("crm", "anna", clock.instant().minusSeconds(60))).contains("8");
    assertThat(outbox.lastReference("crm", "anna", clock.instant().plusSeconds(1))).isEmpty();
    assertThat(outbox.lastReference("mail", "anna", Instant.EPOCH)).isEmpty();
    assertThat(outbox.lastReference("crm", "bert", Instant.EPOCH)).isEmpty();
  }

  private DeliveryResult delivered(LeasedDelivery lease, String reference) {
    DeliveryResult end = end(lease, DeliveryState.DELIVERED);
    return new DeliveryResult(lease, end.next(), null, null, reference, end.attempt());
  }

  private static List<String> rows(Store store) {
    return store.read(
        db ->
            db.sql("select answer from attempt_answer")
                .query((row, n) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                .list());
  }

  private void record(LeasedDelivery lease, DeliveryState next, String said) {
    outbox.record(List.of(end(lease, next).answered(said)));
  }

  private DeliveryResult end(LeasedDelivery lease, DeliveryState next) {
    Attempt attempt = new Attempt(clock.instant(), 1, "x", "why", "", "", "v1", "node-1");
    return new DeliveryResult(lease, next, clock.instant(), "why", null, attempt);
  }
}
