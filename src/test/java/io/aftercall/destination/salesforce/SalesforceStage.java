package io.aftercall.destination.salesforce;

import io.aftercall.KameletStage;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.person.PersonLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.springframework.mock.env.MockEnvironment;

/** The Salesforce kamelets in front of a real HTTP server that answers as each test tells it. */
abstract class SalesforceStage {

  static final String LEADS = "kamelet:salesforce-upsert?object=Lead&externalId=Key__c";
  static final String TASKS = "kamelet:salesforce-upsert?object=Task&externalId=Key__c";
  static final String CREATED =
      "{\"id\":\"00Q000000000001AAA\",\"success\":true,\"errors\":[],\"created\":true}";

  final ApiQuota quota = new ApiQuota();
  LoopbackServer salesforce;
  KameletStage stage;

  @AfterEach
  void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (salesforce != null) {
      salesforce.close();
    }
  }

  void start(Function<Asked, Answer> answers, String... to) throws Exception {
    LoopbackServer[] self = new LoopbackServer[1];
    salesforce =
        new LoopbackServer(
            request ->
                request.target().startsWith("/services/oauth2/")
                    ? Answer.json(200, token(self[0].url()))
                    : answers.apply(request));
    self[0] = salesforce;
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty("camel.component.salesforce.login-url", salesforce.url())
            .withProperty("camel.component.salesforce.client-id", "id")
            .withProperty("camel.component.salesforce.client-secret", "secret");
    stage = stage(settings, to);
  }

  KameletStage stage(MockEnvironment settings, String... to) throws Exception {
    SalesforceLogin login = new SalesforceLogin(settings);
    Map<String, Object> beans = new HashMap<>();
    beans.put(
        "salesforce-upsert", new UpsertSteps(login, new SalesforceExceptionClassifier(), quota));
    beans.put(
        "salesforce-identity",
        new IdentitySteps(login, new SalesforceExceptionClassifier(), quota, PersonLedger.none()));
    beans.put("salesforce", component(login));
    return new KameletStage(beans, to);
  }

  Component component(SalesforceLogin login) {
    return login.component(new DefaultCamelContext());
  }

  /** The answer of an org that knows nobody; null for what does not ask who somebody is. */
  static Answer nobody(Asked request) {
    if (request.target().endsWith("/composite")) {
      return Answer.json(200, nobody(request.body()));
    }
    return request.target().endsWith("/parameterizedSearch")
        ? Answer.json(200, "{\"searchRecords\":[]}")
        : null;
  }

  /** The answer to several questions at once: none finds anybody. */
  static String nobody(String composite) {
    int questions = composite.split("referenceId", -1).length - 1;
    String none =
        "{\"httpStatusCode\":200,\"body\":{\"totalSize\":0,\"done\":true,\"records\":[]}}";
    return "{\"compositeResponse\":[" + repeat(none, questions) + "]}";
  }

  static String token(String url) {
    return """
    {"access_token":"00D!t","instance_url":"%s","token_type":"Bearer","issued_at":"1",
     "id":"%s/id/00D000000000001AAA/005000000000001AAA"}\
    """
        .formatted(url, url);
  }

  List<Asked> upserts() {
    return salesforce.asked().stream().filter(r -> r.method().equals("PATCH")).toList();
  }

  static int records(Asked request) {
    return request.body().split("\"attributes\"", -1).length - 1;
  }

  static String repeat(String result, int times) {
    return String.join(",", java.util.Collections.nCopies(times, result));
  }

  static String failed(String code, String message, String field) {
    return "{\"success\":false,\"errors\":[{\"statusCode\":\"%s\",\"message\":\"%s\",\"fields\":[%s]}]}"
        .formatted(code, message, field == null ? "" : "\"" + field + "\"");
  }
}
