package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of records, together with the delivery that wrote them or not at all. */
abstract class RecordWriteStateContract extends OutboxFixture {

  @Test
  void whatWasWrittenIsRememberedWithTheDelivery() {
    deliver(1, "anna", "rec", "{\"Rating\":{\"is\":\"1\"}}");

    assertThat(outbox.written("crm", List.of("rec", "other")))
        .isEqualTo(Map.of("rec", remembered("rec")))
        .hasEntrySatisfying(
            "rec", text -> assertThat(squeezed(text)).contains("\"Rating\":{\"is\":\"1\"}"));
    assertThat(outbox.written("mail", List.of("rec"))).isEmpty();
    assertThat(outbox.written("crm", List.of())).isEmpty();
  }

  @Test
  void fieldsThatWereNotWrittenThisTimeStayRemembered() {
    deliver(
        1,
        "anna",
        "rec",
        "{\"Rating\":{\"is\":\"1\"},\"Notes\":{\"is\":\"n\",\"added\":[[1],[2]]}}");
    deliver(
        2, "anna", "rec", "{\"Rating\":{\"is\":\"2\"},\"Notes\":{\"is\":\"m\",\"added\":[[2]]}}");
    deliver(3, "anna", "rec", "{\"Status\":{\"is\":\"3\"}}");

    assertThat(squeezed(remembered("rec")))
        .contains("\"Rating\":{\"is\":\"2\"}", "\"Status\":{\"is\":\"3\"}", "\"added\":[[2]]")
        .doesNotContain("\"1\"", "\"n\"");
  }

  @Test
  void aLeaseThatWasLostRemembersNothing() {
    add(crm(1, "anna"));
    LeasedDelivery lost = claim(1).get(0);
    clock.pass(LEASE);
    claim(1);

    assertThat(outbox.record(List.of(delivered(lost, "rec", "{\"Rating\":{}}"))))
        .containsExactly(false);
    assertThat(outbox.written("crm", List.of("rec"))).isEmpty();
  }

  @Test
  void nothingIsRememberedWhenTheRecordingFails() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);

    assertThatThrownBy(() -> outbox.record(List.of(delivered(lease, null, "{}"))));
    assertThat(row(crm(1, "anna")).state()).isEqualTo(DeliveryState.SENDING);
    assertThat(list.attempts(lease.id())).isEmpty();

    settle(lease, DeliveryState.DELIVERED);
  }

  @Test
  void onlyWhatWasDeliveredWasWritten() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);
    DeliveryResult dead = new DeliveryResult(lease, DeliveryState.FAILED, null, null, null, null);

    assertThatThrownBy(() -> dead.remembering(new RecordWriteState("rec", "{}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWholeBatchIsAskedAtOnceAndKnowsWhoseItIs() {
    List<String> keys = new ArrayList<>();
    for (int call = 1; call <= 200; call++) {
      add(crm(call, "person-" + call));
      keys.add("rec'\"" + call);
    }
    List<DeliveryResult> ends = new ArrayList<>();
    List<LeasedDelivery> leases = claim(200);
    for (int i = 0; i < leases.size(); i++) {
      ends.add(delivered(leases.get(i), keys.get(i), "{\"Rating\":{}}"));
    }
    outbox.record(ends);

    assertThat(outbox.written("crm", keys)).hasSize(200);
    long persons =
        store.read(
            db ->
                db.sql("select count(distinct person_key) from written")
                    .query(Long.class)
                    .single());
    assertThat(persons).isEqualTo(200);
  }

  private void deliver(int call, String person, String key, String fields) {
    add(crm(call, person));
    assertThat(outbox.record(List.of(delivered(claim(1).get(0), key, fields))))
        .containsExactly(true);
  }

  private DeliveryResult delivered(LeasedDelivery lease, String key, String fields) {
    return new DeliveryResult(
            lease,
            DeliveryState.DELIVERED,
            null,
            null,
            "00Q1",
            new Attempt(clock.instant(), 1, "delivered", null, null, null, null, "node-1"))
        .remembering(new RecordWriteState(key, fields));
  }

  private String remembered(String key) {
    return outbox.written("crm", List.of(key)).get(key);
  }

  private static String squeezed(String json) {
    return json.replace(" ", "");
  }
}
