package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.web.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What another worker may have by now is not sent any more, however it came to wait. */
class LeaseCheckOnSendTest extends FieldWritePolicyStage {
  private static final Duration LONG = Duration.ofMillis(1_300);

  LeaseCheckOnSendTest() {
    lease = Duration.ofSeconds(1);
  }

  @Test
  void afterALongLoginNothingIsSentOnceMore() {
    org.faults().once(Fault.sessionInvalid().on("PATCH"));
    org.faults().onceAfter(1, Fault.late(LONG).on("oauth2/token"));

    assertThatNothingWasSavedUntilTheNextTry();
  }

  @Test
  void afterALongFirstLoginNothingIsSent() {
    org.faults().once(Fault.late(LONG).on("oauth2/token"));

    assertThatNothingWasSavedUntilTheNextTry();
    assertThat(org.calls().of("PATCH /composite/sobjects/Lead/Aftercall_Person__c")).isOne();
  }

  @Test
  void whatWaitsBehindItIsNotSentEither() {
    org.faults().once(Fault.instead(ask -> Answer.text(400, "who asks?")).on("PATCH"));
    org.faults().onceAfter(1, Fault.sessionInvalid().on("PATCH"));
    org.faults().onceAfter(1, Fault.late(LONG).on("oauth2/token"));
    add("b", 1, 1, "Aftercall_Person__c", "+492");

    assertThatNothingWasSavedUntilTheNextTry();
    assertThat(firstReason("b")).isEqualTo("the loan ended before it was sent");
  }

  private void assertThatNothingWasSavedUntilTheNextTry() {
    add("a", 1, 0, "City", "Berlin");
    worker.step();

    assertThat(org.rows("Lead")).isEmpty();
    assertThat(row("a", 1).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(attempt("a", 1).reason()).isEqualTo("the loan ended before it was sent");

    clock.pass(Duration.ofMinutes(1));
    worker.step();
    assertThat(lead().text("City")).isEqualTo("Berlin");
  }

  private String firstReason(String call) {
    return new DeliveryQueries(store).attempts(row(call, 1).id()).get(0).attempt().reason();
  }
}
