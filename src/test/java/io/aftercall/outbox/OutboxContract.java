package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a delivery worker may rely on, on either engine. */
abstract class OutboxContract extends OutboxFixture {
  @Test
  void addingAgainAddsNothing() {
    assertThat(add(crm(1, "anna"), crm(2, "bert"))).isEqualTo(2);
    assertThat(add(crm(1, "anna"), crm(3, "carl"))).isEqualTo(1);
  }

  @Test
  void aClaimTakesWhatIsDueTheMostUrgentFirst() {
    add(crm(1, "anna"), crm(2, "bert"), urgent(3, "carl"));
    assertThat(events(claim(2))).containsExactly("e3r1", "e1r1");
    assertThat(events(claim(2))).containsExactly("e2r1");
    assertThat(claim(2)).isEmpty();
    assertThat(claim("mail", 2)).isEmpty();
  }

  @Test
  void ofEachPersonOnlyTheOldestGoesAndOthersAreNotHeldUp() {
    add(crm(1, "anna"), crm(2, "anna"), crm(3, "bert"), crm(4, "anna"));
    List<LeasedDelivery> first = claim(10);
    assertThat(events(first)).containsExactly("e1r1", "e3r1");
    assertThat(claim(10)).isEmpty();
    settle(first.get(0), DeliveryState.DELIVERED);
    List<LeasedDelivery> second = claim(10);
    assertThat(events(second)).containsExactly("e2r1");
    settle(second.get(0), DeliveryState.PENDING, clock.instant().plusSeconds(60));
    assertThat(claim(10)).as("its retry holds the place").isEmpty();
    clock.pass(Duration.ofSeconds(59));
    assertThat(claim(10)).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    LeasedDelivery retried =
        claim(10).stream().filter(d -> d.eventId().equals("e2r1")).findFirst().get();
    settle(retried, DeliveryState.REJECTED);
    assertThat(events(claim(10))).containsExactly("e4r1");
  }

  @Test
  void anOlderCallThatComesLateGoesFirstAndNeverBesideAYoungerOne() {
    add(crm(5, "anna"), crm(6, "anna"));
    LeasedDelivery five = claim(1).get(0);
    add(crm(1, "anna"));
    assertThat(claim(10)).as("a younger one is on its way").isEmpty();
    settle(five, DeliveryState.PENDING, clock.instant());
    LeasedDelivery one = claim(10).get(0);
    assertThat(one.eventId()).isEqualTo("e1r1");
    assertThat(claim(10)).isEmpty();
    settle(one, DeliveryState.DELIVERED);
    LeasedDelivery again = claim(10).get(0);
    assertThat(again.eventId()).isEqualTo("e5r1");
    settle(again, DeliveryState.DELIVERED);
    assertThat(events(claim(10))).containsExactly("e6r1");
  }

  @Test
  void whatComesAfterAnotherWaitsUntilThatIsFinishedHoweverItEnds() {
    NewDelivery lead = crm(1, "anna");
    add(lead, mailAfter(lead));
    assertThat(claim("mail", 5)).isEmpty();
    assertThat(outbox.nextDue("mail")).isEmpty();
    LeasedDelivery lease = claim(1).get(0);
    assertThat(claim("mail", 5)).isEmpty();
    settle(lease, DeliveryState.FAILED);
    assertThat(claim("mail", 5)).hasSize(1);
  }

  @Test
  void anEndedLeaseIsTakenAgainAndTheOldHolderHasLostIt() {
    add(crm(1, "anna"));
    LeasedDelivery lost = claim(1).get(0);
    clock.pass(LEASE);
    LeasedDelivery held = claim(1).get(0);
    assertThat(settle(lost, DeliveryState.DELIVERED)).isFalse();
    assertThat(list.attempts(lost.id())).isEmpty();
    assertThat(settle(held, DeliveryState.DELIVERED)).isTrue();
    assertThat(settle(held, DeliveryState.FAILED)).isFalse();
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void attemptsAreCountedAndKeptUnlessNoneWasMade() {
    add(crm(1, "anna"));
    LeasedDelivery first = claim(1).get(0);
    outbox.record(
        List.of(
            new DeliveryResult(
                first, DeliveryState.PENDING, clock.instant(), "paused", null, null)));
    assertThat(row(crm(1, "anna")).reason()).isEqualTo("paused");
    settle(claim(1).get(0), DeliveryState.PENDING, clock.instant());
    LeasedDelivery third = claim(1).get(0);
    assertThat(third.attempts()).isEqualTo(1);
    settle(third, DeliveryState.DELIVERED);
    assertThat(list.attempts(third.id())).extracting(NumberedAttempt::number).containsExactly(1, 2);
    assertThat(list.attempts(third.id()).get(1).attempt().answer()).isEqualTo("answer");
    assertThat(row(crm(1, "anna")).reference()).isEqualTo("00Q1");
  }

  @Test
  void aLaterRevisionGoesInsteadOfAPendingEarlierOne() {
    NewDelivery old = revision(1, 1, "anna", false);
    NewDelivery fresh = revision(1, 2, "anna", false);
    add(old);
    add(fresh);
    assertThat(row(old).state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(row(old).reason()).contains("revision 2");
    assertThat(events(claim(5))).containsExactly("e1r2");
  }

  @Test
  void anEarlierRevisionOnItsWayIsNotRepeatedOnceALaterOneIsHere() {
    NewDelivery old = revision(1, 1, "anna", false);
    add(old);
    LeasedDelivery lease = claim(1).get(0);
    add(revision(1, 2, "anna", false));
    assertThat(claim(1)).as("the same person's line").isEmpty();
    settle(lease, DeliveryState.PENDING, clock.instant());
    assertThat(row(old).state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(events(claim(1))).containsExactly("e1r2");
  }

  @Test
  void anEarlierRevisionThatComesLateNeverGoes() {
    add(revision(1, 2, "anna", false));
    add(revision(1, 1, "anna", false));
    assertThat(row(revision(1, 1, "anna", false)).state()).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(events(claim(5))).containsExactly("e1r2");
  }

  @Test
  void onceIsNotRepeatedForALaterRevisionUnlessTheEarlierOneFailed() {
    assertThat(add(revision(1, 1, "anna", true))).isEqualTo(1);
    assertThat(add(revision(1, 2, "anna", true))).isZero();
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    assertThat(add(revision(1, 3, "anna", true))).isZero();

    add(revision(2, 1, "bert", true));
    settle(claim(1).get(0), DeliveryState.REJECTED);
    assertThat(add(revision(2, 2, "bert", true))).isEqualTo(1);
  }

  @Test
  void supersedingLetsThoseGoWhoWaitedForIt() {
    NewDelivery old = revision(1, 1, "anna", false);
    NewDelivery mail = mailAfter(old);
    add(old, mail, crm(2, "anna"));
    add(revision(1, 2, "bert", false));
    assertThat(claim("mail", 5)).hasSize(1);
    assertThat(events(claim(5))).containsExactlyInAnyOrder("e2r1", "e1r2");
  }

  @Test
  void tellsWhenTheNextIsDue() {
    assertThat(outbox.nextDue("crm")).isEmpty();
    add(crm(1, "anna"));
    assertThat(outbox.nextDue("crm")).contains(clock.instant());
    claim(1);
    assertThat(outbox.nextDue("crm")).contains(clock.instant().plus(LEASE));
  }

  @Test
  void whateverHappensEverythingGoesAndEachPersonInOrder() {
    Random random = new Random(7);
    List<LeasedDelivery> leases = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    for (int call = 0; call < 300; call++) {
      add(crm(call, "person-" + random.nextInt(12)));
    }
    for (int round = 0; finished.size() < 300; round++) {
      assertThat(round).as("somebody was forgotten").isLessThan(4_000);
      leases.addAll(claim(1 + random.nextInt(8)));
      assertThat(personsOnTheirWay()).doesNotHaveDuplicates();
      if (leases.isEmpty() || random.nextInt(10) == 0) {
        clock.pass(Duration.ofSeconds(20));
        continue;
      }
      LeasedDelivery lease = leases.remove(random.nextInt(leases.size()));
      int fate = random.nextInt(10);
      if (fate < 6 && settle(lease, DeliveryState.DELIVERED)) {
        finished.add(lease.id());
      } else if (fate < 9) {
        settle(lease, DeliveryState.PENDING, clock.instant().plusSeconds(random.nextInt(90)));
      }
    }
    assertThat(finished).doesNotHaveDuplicates();
    for (int person = 0; person < 12; person++) {
      String key = "person-" + person;
      List<String> theirs =
          finished.stream().filter(id -> list.get(id).get().personKey().equals(key)).toList();
      assertThat(theirs).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
    }
  }

  private List<String> personsOnTheirWay() {
    return store.read(
        db ->
            db.sql("select person_key from delivery where state = 'sending' and due_at > ?")
                .param(clock.millis())
                .query(String.class)
                .list());
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1, id.indexOf('r')));
  }
}
