package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.person.PersonLedger;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.mock.env.MockEnvironment;

/** The Salesforce kamelets in front of an org that answers as a real one. */
final class IdentityStage implements AutoCloseable {
  final SalesforceStandIn org;
  final KameletStage kamelets;
  private int calls;

  private IdentityStage(SalesforceStandIn org, KameletStage kamelets) {
    this.org = org;
    this.kamelets = kamelets;
  }

  static IdentityStage of(PersonLedger ledger, String... to) throws Exception {
    return of(SalesforceStandIn.start(), ledger, to);
  }

  static IdentityStage of(SalesforceStandIn org, PersonLedger ledger, String... to)
      throws Exception {
    return of(org, ledger, Map.of(), to);
  }

  /**
   * @param more beans between the kamelets
   */
  static IdentityStage of(
      SalesforceStandIn org, PersonLedger ledger, Map<String, Object> more, String... to)
      throws Exception {
    SalesforceLogin login =
        new SalesforceLogin(
            new MockEnvironment()
                .withProperty("camel.component.salesforce.login-url", org.url())
                .withProperty("camel.component.salesforce.client-id", org.account().clientId())
                .withProperty(
                    "camel.component.salesforce.client-secret", org.account().clientSecret()));
    SalesforceExceptionClassifier failures = new SalesforceExceptionClassifier();
    ApiQuota quota = new ApiQuota();
    Map<String, Object> beans = new HashMap<>(more);
    beans.put("salesforce", login.component(new DefaultCamelContext()));
    beans.put("salesforce-upsert", new UpsertSteps(login, failures, quota));
    beans.put("salesforce-identity", new IdentitySteps(login, failures, quota, ledger));
    return new IdentityStage(org, new KameletStage(beans, to));
  }

  /** A call of this person, as the journal reads it; its record is yet to be made. */
  DeliveryItem item(String destination, Map<String, String> caller) {
    String id = "e" + ++calls;
    return item(id + "." + destination + ".0", 1, caller);
  }

  DeliveryItem item(String deliveryId, int attempt, Map<String, String> caller) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("customer_phone", caller.get("phone"))
        .put("customer_email", caller.get("email"))
        .put("customer_name", caller.get("name"))
        .put("customer_company", caller.get("company"))
        .put("region", caller.getOrDefault("region", "DE"))
        .put("person_key", caller.getOrDefault("key", caller.get("phone")));
    DeliveryItem item = new DeliveryItem(deliveryId, call.path("person_key").asText(), attempt);
    item.call(call);
    return item;
  }

  DeliveryItem lead(Map<String, String> caller) {
    return withLead(item("salesforce-lead", caller));
  }

  static DeliveryItem withLead(DeliveryItem item) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record
        .put("Aftercall_Person__c", item.personKey())
        .put("LastName", "Said")
        .put("Company", "Said GmbH")
        .put("Phone", item.call().path("customer_phone").textValue())
        .put("Rating", "Hot");
    item.record(record, "v1");
    return item;
  }

  static DeliveryItem withTask(DeliveryItem item) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("Aftercall_Key__c", item.deliveryId()).put("Subject", "AI call");
    record.put("_person", item.personKey());
    item.record(record, "v1");
    return item;
  }

  @Override
  public void close() throws Exception {
    kamelets.close();
    org.close();
  }
}
