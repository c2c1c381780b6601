package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.PageRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What requires another one waits for it, is rejected with it, and goes on with it. */
abstract class RequiredDeliveryContract extends OutboxFixture {
  private final NewDelivery person = crm(1, "anna");
  private final NewDelivery deal = requiring(person, "deal");

  private static NewDelivery requiring(NewDelivery first, String destination) {
    return new NewDelivery(
        first.eventId(), first.call(), destination, 1, "anna", 1, 2, first.id(), true, false);
  }

  @Test
  void itGoesWhenTheOtherWasDelivered() {
    add(person, deal);
    assertThat(claim("deal", 1)).isEmpty();

    settle(claim(1).get(0), DeliveryState.DELIVERED);

    assertThat(claim("deal", 1)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "FAILED"})
  void itIsRejectedWithTheOtherAndGoesOnWithIt(DeliveryState end) {
    add(person, deal);
    settle(claim(1).get(0), end);

    assertThat(claim("deal", 1)).isEmpty();
    assertThat(row(deal).state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(deal).reason())
        .isEqualTo(
            "crm was %s; it goes on when that is delivered"
                .formatted(end == DeliveryState.FAILED ? "given up" : "rejected"));
    assertThat(row(deal).attempts()).isZero();

    retry(person);
    assertThat(row(deal).state()).isEqualTo(DeliveryState.REJECTED);
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    assertThat(row(deal).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(claim("deal", 1)).hasSize(1);
  }

  @Test
  void aChainIsRejectedAndGoesOnAsAWhole() {
    NewDelivery note = requiring(deal, "note");
    add(person, deal, note);
    settle(claim(1).get(0), DeliveryState.REJECTED);
    claim("deal", 1);
    claim("note", 1);
    assertThat(row(note).reason()).startsWith("deal was rejected");

    retry(person);
    settle(claim(1).get(0), DeliveryState.DELIVERED);
    settle(claim("deal", 1).get(0), DeliveryState.DELIVERED);

    assertThat(claim("note", 1)).hasSize(1);
  }

  @Test
  void whoTriesItAgainBeforeTheOtherIsToldTheSame() {
    add(person, deal);
    settle(claim(1).get(0), DeliveryState.REJECTED);
    claim("deal", 1);
    retry(deal);

    assertThat(claim("deal", 1)).isEmpty();
    assertThat(row(deal).state()).isEqualTo(DeliveryState.REJECTED);
  }

  @Test
  void whatAPersonDiscardedIsNoLongerDelivered() {
    add(person, deal);
    act(DeliveryActions.Action.DISCARD, person);

    assertThat(claim("deal", 1)).isEmpty();
    assertThat(row(deal).reason()).startsWith("crm was discarded");
  }

  @Test
  void whatADryRunDiscardedIsNoHindrance() {
    add(person, deal);
    settle(claim(1).get(0), DeliveryState.DISCARDED);

    assertThat(claim("deal", 1)).hasSize(1);
  }

  @Test
  void afterAloneGoesWhateverBecameOfTheOther() {
    add(person, mailAfter(person));
    settle(claim(1).get(0), DeliveryState.REJECTED);

    assertThat(claim("mail", 1)).hasSize(1);
  }

  @Test
  void whoWaitsBehindARejectedOneInThePersonsLineMayGo() {
    NewDelivery next = new NewDelivery("e2r1", ref(2, 1), "deal", 1, "anna", 2, 2, null, false);
    add(person, deal, next);
    settle(claim(1).get(0), DeliveryState.REJECTED);

    assertThat(events(claim("deal", 1))).containsExactly("e2r1");
    assertThat(row(deal).state()).isEqualTo(DeliveryState.REJECTED);
  }

  private void retry(NewDelivery delivery) {
    act(DeliveryActions.Action.RETRY, delivery);
    clock.pass(Duration.ofSeconds(1));
  }

  private void act(DeliveryActions.Action action, NewDelivery delivery) {
    clock.pass(Duration.ofSeconds(1));
    store.write(
        transaction ->
            deliveryActions.act(
                transaction,
                action,
                DeliveryFilter.all().only(delivery.id()),
                new PageRequest("", clock.instant(), 10),
                new DeliveryActions.ActionRequest("eva", "mended")));
  }
}
