package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which records stand for which persons, and who may make one. */
abstract class PersonRecordsContract extends OutboxFixture {
  private static final String CRM = "salesforce";
  private PersonRecords records;

  @BeforeEach
  void ledger() {
    records = new PersonRecords(store, clock);
  }

  private static Map<String, Set<String>> wanted(String delivery, String... hashes) {
    return Map.of(delivery, new TreeSet<>(List.of(hashes)));
  }

  @Test
  void whatWasMadeIsRememberedWithTheDelivery() {
    add(crm(1, "anna"));
    LeasedDelivery lease = claim(1).get(0);
    PersonRecord made = PersonRecord.created(CRM, "h1", "Lead", "00Q1");
    PersonRecord claimed = new PersonRecord(CRM, "h2", "", "", PersonRecord.How.CLAIMED);

    outbox.record(List.of(delivered(lease, List.of(made, claimed))));

    assertThat(records.find(CRM, List.of("h1", "h2", "h3"))).isEqualTo(Map.of("h1", made));
    assertThat(records.find("hubspot", List.of("h1"))).isEmpty();
    assertThat(records.find(CRM, List.of())).isEmpty();
  }

  @Test
  void aLeaseThatWasLostRemembersNobody() {
    add(crm(1, "anna"));
    LeasedDelivery lost = claim(1).get(0);
    clock.pass(LEASE);
    claim(1);

    outbox.record(
        List.of(delivered(lost, List.of(PersonRecord.created(CRM, "h1", "Lead", "00Q1")))));

    assertThat(records.find(CRM, List.of("h1"))).isEmpty();
  }

  private static DeliveryResult delivered(LeasedDelivery lease, List<PersonRecord> people) {
    return new DeliveryResult(lease, DeliveryState.DELIVERED, null, null, null, null)
        .leaving(
            new DeliveryResult.RetryState(
                false, Duration.ZERO, "", DeliveryRelations.NONE, people));
  }

  @Test
  void ofTwoWhoShareAMarkOneWaits() {
    Map<String, Set<String>> both = new LinkedHashMap<>();
    both.put("d1", Set.of("phone", "mail"));
    both.put("d2", Set.of("mail"));
    both.put("d3", Set.of("other"));

    assertThat(records.claim(CRM, both)).containsExactly("d2");
    assertThat(records.claim(CRM, wanted("d1", "phone", "mail"))).as("its own retry").isEmpty();
    assertThat(records.claim(CRM, wanted("d4", "phone"))).containsExactly("d4");
    assertThat(records.claim("hubspot", wanted("d4", "phone"))).isEmpty();
    clock.pass(PersonRecords.CLAIM);
    assertThat(records.claim(CRM, wanted("d4", "phone"))).as("nobody came back").isEmpty();
  }

  /** What is refused leaves nothing behind that another would wait for. */
  @Test
  void whoIsRefusedHoldsNothing() {
    records.claim(CRM, wanted("d1", "b"));

    assertThat(records.claim(CRM, wanted("d2", "a", "b", "c"))).containsExactly("d2");
    assertThat(records.claim(CRM, wanted("d3", "a", "c"))).isEmpty();
  }

  @Test
  void whoeverHasARecordIsNotMadeAgain() {
    remember(PersonRecord.created(CRM, "h1", "Lead", "00Q1"));

    assertThat(records.claim(CRM, wanted("d1", "h1"))).containsExactly("d1");
    records.voidRecords(CRM, List.of("00Q1"));
    assertThat(records.claim(CRM, wanted("d1", "h1"))).isEmpty();
  }

  private void remember(PersonRecord one) {
    store.write(
        transaction -> {
          PersonRecords.remember(transaction, List.of(one), clock.millis());
          return null;
        });
  }

  @Test
  void aChoiceOfAPersonHoldsUntilAPersonChanges() {
    records.choose(CRM, List.of("h1"), "Contact", "0031", "operator");
    remember(PersonRecord.created(CRM, "h1", "Lead", "00Q1"));
    assertThat(records.find(CRM, List.of("h1")).get("h1"))
        .isEqualTo(new PersonRecord(CRM, "h1", "Contact", "0031", PersonRecord.How.CHOSEN));

    records.choose(CRM, List.of("h1"), "", "", "operator");
    assertThat(records.find(CRM, List.of("h1")).get("h1").how()).isEqualTo(PersonRecord.How.NEW);
    assertThat(records.claim(CRM, wanted("d1", "h1"))).isEmpty();
    assertThat(records.find(CRM, List.of("h1")).get("h1").how())
        .as("the wish outlives a try that fails")
        .isEqualTo(PersonRecord.How.NEW);
    remember(PersonRecord.created(CRM, "h1", "Lead", "00Q2"));
    assertThat(records.find(CRM, List.of("h1")).get("h1").recordId()).isEqualTo("00Q2");
  }

  @Test
  void anErasureTakesThemOut() {
    records.choose(CRM, List.of("phone", "mail"), "Contact", "0031", "operator");
    records.choose(CRM, List.of("other"), "Contact", "0032", "operator");

    int gone = store.write(transaction -> records.forget(transaction, List.of("phone")));

    assertThat(gone).isEqualTo(2);
    assertThat(records.find(CRM, List.of("phone", "mail", "other"))).containsOnlyKeys("other");
  }

  /** Many workers want overlapping persons at once; each mark goes to one of them only. */
  @Test
  void workersAtOnceNeverShareAMark() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Set<String>>> refused = new ArrayList<>();
    for (int worker = 0; worker < 8; worker++) {
      Map<String, Set<String>> wanted = new LinkedHashMap<>();
      for (int person = 0; person < 20; person++) {
        int other = (person + worker) % 20;
        wanted.put("w" + worker + "p" + person, Set.of("phone" + person, "mail" + other));
      }
      PersonRecords own = new PersonRecords(store, clock);
      refused.add(
          workers.submit(
              () -> {
                start.await();
                return own.claim(CRM, wanted);
              }));
    }
    start.countDown();
    Map<String, String> owners = new LinkedHashMap<>();
    for (int worker = 0; worker < 8; worker++) {
      Set<String> not = refused.get(worker).get();
      for (int person = 0; person < 20; person++) {
        String delivery = "w" + worker + "p" + person;
        if (!not.contains(delivery)) {
          int other = (person + worker) % 20;
          assertThat(owners.put("phone" + person, delivery)).isNull();
          assertThat(owners.put("mail" + other, delivery)).isNull();
        }
      }
    }
    workers.shutdown();
    assertThat(owners).isNotEmpty();
  }
}
