package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record that went without something is sent again when another delivery brings it. */
abstract class RelationCompletionContract extends OutboxFixture {
  private static final DeliveryRelations LACKS = new DeliveryRelations("Lead", "");
  private static final DeliveryRelations BRINGS = new DeliveryRelations("", "Lead");

  @Test
  void whatLackedItIsSentAgainOnceItIsThere() {
    add(crm(1, "anna"), crm(2, "ben"));
    claim(2).forEach(lease -> deliver(lease, LACKS));
    assertThat(claim(10)).isEmpty();
    clock.pass(Duration.ofMinutes(1));

    add(crm(3, "anna"));
    deliver(claim(1).get(0), BRINGS);

    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(row(crm(1, "anna")).reason()).isEqualTo("what its record lacked is there now");
    assertThat(row(crm(2, "ben")).state()).isEqualTo(DeliveryState.DELIVERED);
    List<LeasedDelivery> again = claim(10);
    assertThat(again).extracting(LeasedDelivery::eventId).containsExactly("e1r1");
    assertThat(again.get(0).past().seen()).isTrue();

    deliver(again.get(0), DeliveryRelations.NONE);
    clock.pass(Duration.ofMinutes(1));
    add(crm(4, "anna"));
    deliver(claim(1).get(0), BRINGS);
    assertThat(claim(10)).as("it lacks nothing any more").isEmpty();
  }

  @Test
  void whatWasBroughtWhileItWasOnItsWayIsNotMissed() {
    add(crm(1, "anna"), mailAfter(crm(2, "anna")));
    LeasedDelivery lead = claim("mail", 1).get(0);
    LeasedDelivery task = claim(1).get(0);
    deliver(lead, BRINGS);

    deliver(task, LACKS);

    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void whatAClockAheadDeliveredBringsNothingAgainAndAgain() {
    clock.pass(Duration.ofDays(400));
    add(mailAfter(crm(2, "anna")));
    deliver(claim("mail", 1).get(0), DeliveryRelations.NONE);
    clock.pass(Duration.ofDays(-400));
    add(crm(1, "anna"));

    deliver(claim(1).get(0), LACKS);

    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void anEarlierRevisionIsNotBroughtBack() {
    add(revision(1, 1, "anna", false));
    deliver(claim(1).get(0), LACKS);
    add(revision(1, 2, "anna", false));
    deliver(claim(1).get(0), DeliveryRelations.NONE);
    clock.pass(Duration.ofMinutes(1));

    add(crm(3, "anna"));
    deliver(claim(1).get(0), BRINGS);

    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatWasNotDeliveredLacksNothing() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);
    outbox.record(List.of(end(lease, DeliveryState.REJECTED, LACKS)));
    clock.pass(Duration.ofMinutes(1));
    add(crm(2, "anna"));
    deliver(claim(1).get(0), BRINGS);

    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.REJECTED);
  }

  private void deliver(LeasedDelivery lease, DeliveryRelations deliveryRelations) {
    assertThat(outbox.record(List.of(end(lease, DeliveryState.DELIVERED, deliveryRelations))))
        .containsExactly(true);
  }

  private DeliveryResult end(
      LeasedDelivery lease, DeliveryState state, DeliveryRelations deliveryRelations) {
    Attempt attempt =
        new Attempt(clock.instant(), 1, state.text(), null, null, null, null, "node-1");
    return new DeliveryResult(lease, state, null, null, "00T1", attempt)
        .leaving(
            new DeliveryResult.RetryState(
                false, Duration.ZERO, "", deliveryRelations, java.util.List.of()));
  }
}
