package io.aftercall.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.person.PersonLedger;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.TestClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An org that may know people, a ledger, and the shipped kamelets between. */
abstract class IdentityOrgStage {
  static final String LEADS =
      "kamelet:salesforce-upsert?object=Lead&externalId=Aftercall_Person__c";
  static final String TASKS =
      "kamelet:salesforce-upsert?object=Task&externalId=Aftercall_Key__c&recordScope=call";
  static final Map<String, String> ANNA = Map.of("phone", "+4915112345678", "name", "Anna Rot");

  @TempDir Path folder;
  final TestClock clock = new TestClock();
  final SalesforceStandIn org = SalesforceStandIn.start();
  Store store;
  PersonLedger.Stored ledger;
  IdentityStage stage;

  @BeforeEach
  void open() {
    store = Store.open(Databases.sqlite(folder), clock);
    ledger = PersonLedger.of(store, clock);
  }

  @AfterEach
  void close() throws Exception {
    if (stage != null) {
      stage.close();
    }
    org.close();
    store.close();
  }

  void leads(String options) throws Exception {
    restart("kamelet:salesforce-identify?object=Lead" + options, LEADS);
  }

  void tasks(String options) throws Exception {
    restart("kamelet:salesforce-person" + options, TASKS);
  }

  void restart(String... to) throws Exception {
    if (stage != null) {
      stage.kamelets.close();
    }
    stage = IdentityStage.of(org, ledger, to);
  }

  DeliveryItem deliver(DeliveryItem item) {
    assertThat(stage.kamelets.deliver(new DeliveryBatch("crm", List.of(item))).getException())
        .isNull();
    return item;
  }

  DeliveryItem lead(Map<String, String> caller) {
    return deliver(stage.lead(caller));
  }

  DeliveryItem task(Map<String, String> caller) {
    return deliver(IdentityStage.withTask(stage.item("call-log", caller)));
  }
}
