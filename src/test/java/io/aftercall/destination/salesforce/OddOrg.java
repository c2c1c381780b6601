package io.aftercall.destination.salesforce;

import static io.aftercall.NastyServer.json;

import io.aftercall.DestinationConformance;
import io.aftercall.KameletStage;
import io.aftercall.NastyServer;
import io.aftercall.NastyServer.Speech;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.Outcome;
import io.aftercall.person.PersonLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.mock.env.MockEnvironment;

/**
 * The Salesforce kamelets in front of a server that says anything: to the login, to a question, to
 * a write. A request lasts {@code patience}, and so does the reading of an answer.
 */
final class OddOrg implements AutoCloseable {
  static final String RECORD =
      "{\"_person\":\"p1\",\"Key__c\":\"k1\",\"LastName\":\"%s\",\"Phone\":\"+4915123456789\"}"
          .formatted(DestinationConformance.NAME);

  final NastyServer system = new NastyServer();
  private final SalesforceExceptionClassifier failures = new SalesforceExceptionClassifier();
  private final KameletStage stage;
  private volatile Speech login;
  private volatile Speech question;
  private volatile Function<String, Speech> saying = text -> json(200, text);
  private volatile Speech write = json(200, "[" + SalesforceStage.CREATED + "]");

  OddOrg(Duration patience, String... to) throws Exception {
    login = json(200, SalesforceStage.token(system.url()));
    system.answeringEach(
        request ->
            request.contains("/services/oauth2/")
                ? login
                : asks(request) ? answer(request) : write);
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty("camel.component.salesforce.login-url", system.url())
            .withProperty("camel.component.salesforce.client-id", "id")
            .withProperty("camel.component.salesforce.client-secret", DestinationConformance.SECRET)
            .withProperty(
                "camel.component.salesforce.http-request-timeout",
                String.valueOf(patience.toMillis()));
    SalesforceLogin settled = new SalesforceLogin(settings, patience);
    ApiQuota quota = new ApiQuota();
    Map<String, Object> beans = new HashMap<>();
    beans.put("salesforce-upsert", new UpsertSteps(settled, failures, quota));
    beans.put(
        "salesforce-identity", new IdentitySteps(settled, failures, quota, PersonLedger.none()));
    beans.put("salesforce", settled.component(new DefaultCamelContext()));
    stage = new KameletStage(beans, to);
  }

  private static boolean asks(String request) {
    return request.startsWith("GET") || request.contains("/composite HTTP/");
  }

  private Speech answer(String request) {
    return question != null ? question : saying.apply(SalesforceStage.nobody(request));
  }

  OddOrg login(Speech speech) {
    login = speech;
    return this;
  }

  OddOrg question(Speech speech) {
    question = speech;
    return this;
  }

  /** The answer of an org that knows nobody, said this way. */
  OddOrg nobodySaid(Function<String, Speech> how) {
    question = null;
    saying = how;
    return this;
  }

  OddOrg write(Speech speech) {
    write = speech;
    return this;
  }

  /** As the delivery worker does: what the route throws is read by the classifier. */
  DeliveryBatch deliver(String... records) throws Exception {
    DeliveryBatch deliveryBatch = KameletStage.batch(records);
    Exception failure = stage.deliver(deliveryBatch).getException();
    if (failure != null) {
      deliveryBatch.completeRemaining(failures.read(failure).orElseThrow(() -> failure));
    }
    return deliveryBatch;
  }

  Outcome outcome() throws Exception {
    return deliver(RECORD).items().get(0).outcome();
  }

  List<String> writes() {
    return system.requests().stream().filter(request -> request.startsWith("PATCH")).toList();
  }

  @Override
  public void close() throws Exception {
    stage.close();
    system.close();
  }
}
