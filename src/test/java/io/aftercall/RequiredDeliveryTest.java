package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.store.PageRequest;
import io.aftercall.store.Store;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A destination that requires another, through the routes and workers of the whole product. */
class RequiredDeliveryTest extends EditStage {
  private String written = "";

  private void require() throws Exception {
    written = read(DECIDE);
    assertThat(written).contains("                  - to: outbox:call-log?after=salesforce-lead\n");
    edit(
        DECIDE,
        written.replace(
            "                  - to: outbox:call-log?after=salesforce-lead\n"
                + "                  - to: outbox:crm-http\n",
            "                  - to: outbox:crm-http\n"
                + "                  - to: outbox:call-log?requires=crm-http\n"));
  }

  @AfterEach
  void asItWas() throws Exception {
    sandbox.http().answering("/crm", ask -> Answer.text(200, "ok"));
    if (!written.isEmpty()) {
      edit(DECIDE, written);
    }
  }

  @Test
  void whatIsRequiredAndRejectedRejectsAndOnceDeliveredBringsTheOther() throws Exception {
    require();
    sandbox.http().answering("/crm", ask -> Answer.text(400, "no such customer"));
    String id = call();

    await(() -> state(id, "call-log") == DeliveryState.REJECTED);
    assertThat(row(id, "crm-http").state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(row(id, "call-log").reason()).startsWith("crm-http was rejected");
    assertThat(task(id)).isFalse();

    sandbox.http().answering("/crm", ask -> Answer.text(200, "ok"));
    retry(row(id, "crm-http").id());

    await(() -> state(id, "call-log") == DeliveryState.DELIVERED);
    assertThat(row(id, "crm-http").state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(task(id)).isTrue();
  }

  @Test
  void whatIsRequiredGoesFirst() throws Exception {
    require();
    sandbox
        .http()
        .answering(
            "/crm",
            ask -> {
              // Sent while the other is not there yet.
              assertThat(task(ask.text().replaceAll("(?s).*famulor:(\\d+).*", "$1"))).isFalse();
              return Answer.text(200, "ok");
            });
    String id = call();

    await(() -> state(id, "call-log") == DeliveryState.DELIVERED);
    assertThat(row(id, "crm-http").state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row(id, "crm-http").stateAt()).isBeforeOrEqualTo(row(id, "call-log").stateAt());
  }

  private static void retry(String delivery) {
    service
        .bean(Store.class)
        .write(
            transaction ->
                service
                    .bean(DeliveryActions.class)
                    .act(
                        transaction,
                        DeliveryActions.Action.RETRY,
                        DeliveryFilter.all().only(delivery),
                        new PageRequest("", Instant.now(), 10),
                        new DeliveryActions.ActionRequest("test", "the customer is there now")));
  }

  private static boolean task(String id) {
    return sandbox.salesforce().row("Task", "Aftercall_Key__c", "famulor:" + id).isPresent();
  }

  private static DeliveryState state(String id, String destination) {
    return service.bean(DeliveryQueries.class).find(DeliveryFilter.all().ofCall(id)).stream()
        .filter(row -> row.destination().equals(destination))
        .map(DeliveryRow::state)
        .findFirst()
        .orElse(null);
  }

  private static DeliveryRow row(String id, String destination) {
    return service.bean(DeliveryQueries.class).find(DeliveryFilter.all().ofCall(id)).stream()
        .filter(row -> row.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }
}
