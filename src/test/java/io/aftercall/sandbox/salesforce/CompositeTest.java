package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeTest extends OrgTest {
  private static final String DATA = "/services/data/v62.0";

  @Test
  void deliveryActionsTheIdOfOneAnswerToTheNextCall() throws IOException {
    Reply reply = composite(false, upsertLead("A"), task("@{lead.id}"));

    assertThat(statuses(reply)).containsExactly(201, 201);
    assertThat(reply.json().at("/compositeResponse/0/referenceId").asText()).isEqualTo("lead");
    String lead = salesforce.rows("Lead").get(0).id();
    assertThat(salesforce.rows("Task").get(0).text("WhoId")).isEqualTo(lead);
    assertThat(salesforce.calls().total()).isEqualTo(1);
  }

  @Test
  void deliveryActionsOnWhatAQueryFound() throws IOException {
    caller.call("PATCH", "/sobjects/Lead/Aftercall_Person__c/a", lead("A"));
    String query =
        part("GET", DATA + "/query?q=SELECT+Id+FROM+Lead+WHERE+LastName='A'", "lead", "null");

    Reply reply = composite(false, query, task("@{lead.records[0].Id}"));

    assertThat(statuses(reply)).containsExactly(200, 201);
  }

  @Test
  void doesNotRunWhatDependsOnAFailedCall() throws IOException {
    Reply reply = composite(false, upsertLead(""), task("@{lead.id}"), task(""));

    assertThat(statuses(reply)).containsExactly(400, 400, 201);
    assertThat(reply.json().at("/compositeResponse/0/body/0/errorCode").asText())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(reply.json().at("/compositeResponse/1/body/0/errorCode").asText())
        .isEqualTo("PROCESSING_HALTED");
    assertThat(salesforce.rows("Task")).hasSize(1);
  }

  @Test
  void takesEverythingBackWhenAllOrNoneIsWanted() throws IOException {
    Reply reply = composite(true, task(""), upsertLead(""));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(statuses(reply)).containsExactly(400, 400);
    assertThat(reply.json().at("/compositeResponse/0/body/0/message").asText())
        .isEqualTo(
            "The transaction was rolled back since another operation in the same transaction"
                + " failed.");
    assertThat(salesforce.rows("Task")).isEmpty();
    assertThat(salesforce.writes()).isEmpty();
  }

  @Test
  void refusesTooManyPartsAndBadNames() throws IOException {
    String[] many = Collections.nCopies(26, task("")).toArray(String[]::new);

    assertThat(composite(false, many).status()).isEqualTo(400);
    assertThat(composite(false, task("").replace("\"task\"", "\"my-task\"")).status())
        .isEqualTo(400);
    assertThat(salesforce.rows("Task")).isEmpty();
  }

  private Reply composite(boolean allOrNone, String... parts) throws IOException {
    return caller.call(
        "POST",
        "/composite",
        "{\"allOrNone\":" + allOrNone + ",\"compositeRequest\":[" + String.join(",", parts) + "]}");
  }

  private static List<Integer> statuses(Reply reply) {
    return reply.json().findValues("httpStatusCode").stream().map(JsonNode::asInt).toList();
  }

  private static String upsertLead(String lastName) {
    return part("PATCH", DATA + "/sobjects/Lead/Aftercall_Person__c/a", "lead", lead(lastName));
  }

  private static String task(String who) {
    String body = "{\"Subject\":\"Call\",\"WhoId\":\"" + who + "\"}";
    return part("POST", DATA + "/sobjects/Task", "task", body);
  }

  private static String part(String method, String url, String name, String body) {
    return "{\"method\":\"%s\",\"url\":\"%s\",\"referenceId\":\"%s\",\"body\":%s}"
        .formatted(method, url, name, body);
  }
}
