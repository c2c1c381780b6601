package io.aftercall.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes for other systems, as they stand in {@code src/docs/recipes}. */
class RecipesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CAMPAIGN = "classic-campaign-completed";

  @TempDir Path home;
  private RecipeStage stage;
  private LoopbackServer system;

  @AfterEach
  void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (system != null) {
      system.close();
    }
  }

  private void serve(Function<Asked, Answer> answers) throws IOException {
    system = new LoopbackServer(answers);
  }

  private ObjectNode call(String sample) throws IOException {
    return stage.read("famulor", Files.readAllBytes(Path.of("config/samples", sample + ".json")));
  }

  /** Another person's call. */
  private ObjectNode other(String id, String phone) throws IOException {
    return call(CAMPAIGN).put("id", id).put("customer_phone", phone).put("person_key", phone);
  }

  private JsonNode body(int request) throws IOException {
    return JSON.readTree(system.asked().get(request).body());
  }

  @Test
  void hubspot() throws Exception {
    serve(
        request ->
            request.target().endsWith("/read")
                ? Answer.json(
                    200,
                    """
                    {"results":[{"properties":{"aftercall_person":"+4915123456789",
                      "phone":"0151 23456789","firstname":null,"lastname":"Muster"}}]}\
                    """)
                : Answer.json(
                    207,
                    """
                    {"status":"COMPLETE","results":[{"id":"501","new":true}],"numErrors":1,
                     "errors":[{"status":"error","category":"VALIDATION_ERROR","message":"x",
                                "context":{"objectWriteTraceId":["famulor:2"]}}]}\
                    """));
    stage =
        new RecipeStage("hubspot", home)
            .with("hubspot.url", system.url())
            .with("hubspot.token", "pat")
            .start();
    assertThat(stage.decide("famulor", call(CAMPAIGN))).contains("hubspot");

    assertThat(stage.deliver("hubspot", call(CAMPAIGN), other("2", "+4917111111111")))
        .containsExactly(
            Outcome.Delivered.as(""),
            Outcome.Rejected.because("HTTP 207 VALIDATION_ERROR: the system refuses the record"));

    assertThat(body(0).path("inputs"))
        .hasToString("[{\"id\":\"+4915123456789\"},{\"id\":\"+4917111111111\"}]");
    Asked asked = system.asked().get(1);
    assertThat(asked.target()).isEqualTo("/crm/v3/objects/contacts/batch/upsert");
    assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer pat");
    assertThat(body(1).at("/inputs/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {"id":"+4915123456789","idProperty":"aftercall_person",
                 "objectWriteTraceId":"famulor:480336",
                 "properties":{"firstname":"Max","company":"Beispiel GmbH",
                   "hs_lead_status":"OPEN"}}\
                """));
    assertThat(body(1).path("inputs")).hasSize(2);
    assertThat(body(1).at("/inputs/1/properties/phone").asText()).isEqualTo("+4917111111111");
  }

  @Test
  void hubspotTakesTheOthersWhenOneSpoilsTheBatch() throws Exception {
    serve(
        request ->
            request.target().endsWith("/read")
                ? Answer.json(207, "{\"results\":[]}")
                : request.body().contains("+4917111111111")
                    ? Answer.json(400, "{\"category\":\"VALIDATION_ERROR\"}")
                    : Answer.json(200, "{\"results\":[{}]}"));
    stage =
        new RecipeStage("hubspot", home)
            .with("hubspot.url", system.url())
            .with("hubspot.token", "pat")
            .start();

    assertThat(
            stage.deliver(
                "hubspot",
                call(CAMPAIGN),
                other("2", "+4917111111111"),
                other("3", "+4917222222222")))
        .extracting(Outcome::name)
        .containsExactly("delivered", "rejected", "delivered");
  }

  @Test
  void pipedrive() throws Exception {
    serve(
        request -> {
          if (request.target().equals("/api/v2/persons/77") && request.method().equals("GET")) {
            return Answer.json(
                200,
                """
                {"success":true,"data":{"id":77,"name":"Max M.","phones":[{"value":"0151"}],
                  "emails":[{"value":"Max@Old.example","primary":true,"label":"home"}]}}\
                """);
          }
          if (request.method().equals("GET")) {
            boolean known = request.target().contains("4915123456789");
            String items = known ? "{\"item\":{\"id\":77}}" : "";
            return Answer.json(200, "{\"success\":true,\"data\":{\"items\":[" + items + "]}}");
          }
          return Answer.json(200, "{\"success\":true,\"data\":{\"id\":78}}");
        });
    stage =
        new RecipeStage("pipedrive", home)
            .with("pipedrive.url", system.url())
            .with("pipedrive.token", "key")
            .start();
    assertThat(stage.decide("famulor", call(CAMPAIGN))).contains("pipedrive");

    ObjectNode call = call(CAMPAIGN).put("customer_email", "max@new.example");
    assertThat(stage.deliver("pipedrive", call)).containsExactly(Outcome.Delivered.as("78"));
    assertThat(stage.deliver("pipedrive", other("2", "+4917111111111")))
        .containsExactly(Outcome.Delivered.as("78"));

    assertThat(system.asked())
        .extracting(asked -> asked.method() + " " + asked.target())
        .containsExactly(
            "GET /api/v2/persons/search?term=%2B4915123456789&fields=phone&exact_match=true",
            "GET /api/v2/persons/77",
            "PATCH /api/v2/persons/77",
            "GET /api/v2/persons/search?term=%2B4917111111111&fields=phone&exact_match=true",
            "POST /api/v2/persons");
    assertThat(system.asked())
        .allMatch(asked -> asked.headers().getFirst("x-api-token").equals("key"));
    assertThat(body(2))
        .isEqualTo(
            JSON.readTree(
                """
                {"emails":[{"value":"Max@Old.example","primary":true,"label":"home"},
                  {"value":"max@new.example","primary":false,"label":"work"}]}\
                """));
    assertThat(body(4))
        .isEqualTo(
            JSON.readTree(
                """
                {"name":"Max Mustermann",
                 "phones":[{"value":"+4917111111111","primary":true,"label":"work"}]}\
                """));
  }

  @Test
  void zoho() throws Exception {
    serve(
        request ->
            request.target().equals("/oauth/v2/token")
                ? Answer.json(200, "{\"access_token\":\"t1\",\"expires_in\":3600}")
                : request.method().equals("GET")
                    ? request.target().contains("4915123456789")
                        ? Answer.json(200, "{\"data\":[{\"id\":\"900\",\"Last_Name\":\"Muster\"}]}")
                        : Answer.json(204, "")
                    : Answer.json(
                        207,
                        """
                        {"data":[{"code":"SUCCESS","action":"insert","details":{"id":"900"},"status":"success"},
                        {"code":"INVALID_DATA","details":{"api_name":"Email"},"status":"error"}]}\
                        """));
    stage =
        new RecipeStage("zoho", home)
            .with("zoho.url", system.url())
            .with("zoho.oauth.token-url", system.url() + "/oauth/v2/token")
            .with("zoho.oauth.client-id", "c")
            .with("zoho.oauth.client-secret", "s")
            .with("zoho.oauth.refresh-token", "r")
            .start();
    assertThat(stage.decide("famulor", call(CAMPAIGN))).contains("zoho");

    assertThat(stage.deliver("zoho", call(CAMPAIGN), other("2", "+4917111111111")))
        .containsExactly(
            Outcome.Delivered.as("900"),
            new Outcome.Rejected("HTTP 207 INVALID_DATA: the system refuses the record", "Email"));

    Asked asked = system.asked().get(3);
    assertThat(asked.target()).isEqualTo("/crm/v8/Leads/upsert");
    assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Zoho-oauthtoken t1");
    assertThat(body(3).path("duplicate_check_fields")).hasToString("[\"Phone\"]");
    assertThat(body(3).at("/data/0").has("Last_Name")).as("sales typed it").isFalse();
    assertThat(body(3).at("/data/0/Phone").asText()).isEqualTo("+4915123456789");
    assertThat(body(3).at("/data/1/Last_Name").asText()).isEqualTo("Mustermann");
  }

  private Answer tryton(Asked request, boolean known, String refusal) {
    if (request.body().contains("common.db.login")) {
      return Answer.json(200, "{\"id\":0,\"result\":[1,\"key\"]}");
    }
    if (request.body().contains("search_read")) {
      return Answer.json(
          200, "{\"result\":[%s]}".formatted(known ? "{\"id\":5,\"party\":12}" : ""));
    }
    return Answer.json(
        200,
        refusal == null
            ? "{\"result\":[77]}"
            : "{\"error\":[\"UserError\",[\"%s\"]]}".formatted(refusal));
  }

  private void startTryton() throws Exception {
    stage =
        new RecipeStage("tryton", home)
            .with("tryton.url", system.url() + "/company/")
            .with("tryton.login.username", "aftercall")
            .with("tryton.login.password", "pw")
            .with("tryton.login.login-url", system.url() + "/company/")
            .start();
  }

  @Test
  void trytonPersonThenDeal() throws Exception {
    boolean[] known = {false};
    serve(request -> tryton(request, known[0], null));
    startTryton();
    assertThat(stage.decide("famulor", call(CAMPAIGN))).contains("tryton-party", "tryton-deal");

    assertThat(stage.deliver("tryton-party", call(CAMPAIGN)))
        .containsExactly(Outcome.Delivered.as("77"));
    assertThat(body(2).at("/params/0/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {"name":"Beispiel GmbH",
                 "contact_mechanisms":[["create",[{"type":"phone","value":"+4915123456789"}]]]}\
                """));

    known[0] = true;
    ObjectNode call = call(CAMPAIGN);
    ((ObjectNode) call.path("extracted_variables")).put("customer_budget", "30000");
    assertThat(stage.deliver("tryton-deal", call)).containsExactly(Outcome.Delivered.as("77"));
    assertThat(body(4).at("/params/0/0/party").asInt()).isEqualTo(12);
    assertThat(body(4).at("/params/0/0/amount"))
        .isEqualTo(JSON.readTree("{\"__class__\":\"Decimal\",\"decimal\":\"30000\"}"));
    assertThat(system.asked().get(4).headers().getFirst("Authorization"))
        .isEqualTo("Session YWZ0ZXJjYWxsOjE6a2V5");
  }

  @Test
  void trytonRejectsWithItsCodeAndTheRouteWithItsOwnSentence() throws Exception {
    serve(request -> tryton(request, false, "The phone number of Max is not valid."));
    startTryton();

    assertThat(stage.deliver("tryton-party", call(CAMPAIGN)))
        .containsExactly(
            Outcome.Rejected.because("HTTP 200 UserError: the system refuses the record"));
    assertThat(stage.deliver("tryton-deal", call(CAMPAIGN)))
        .containsExactly(Outcome.Rejected.because("Tryton has no party with this phone number"));
  }

  @Test
  void callBack() throws Exception {
    serve(request -> Answer.json(200, "{\"call_id\":4711,\"status\":\"initiated\"}"));
    stage =
        new RecipeStage("call-back", home)
            .with("famulor.url", system.url() + "/api")
            .with("famulor.token", "t")
            .start();
    ObjectNode missed = call("classic-campaign-busy").put("direction", "inbound");
    assertThat(stage.decide("famulor", missed)).contains("call-back");
    assertThat(stage.decide("famulor", call("classic-campaign-busy"))).doesNotContain("call-back");

    assertThat(stage.deliver("call-back", missed)).containsExactly(Outcome.Delivered.as("4711"));

    assertThat(system.asked().get(0).target()).isEqualTo("/api/user/make_call");
    assertThat(body(0).path("phone_number").asText()).isEqualTo("+4915199887766");
    assertThat(body(0).path("assistant_id").intValue()).isEqualTo(1234);
  }

  @Test
  void teams() throws Exception {
    serve(request -> Answer.json(202, ""));
    stage =
        new RecipeStage("teams", home)
            .with("aftercall.teams.url", system.url() + "/workflows/1?sig=x")
            .start();
    assertThat(stage.decide("famulor", call(CAMPAIGN))).contains("teams");

    assertThat(stage.deliver("teams", call(CAMPAIGN))).containsExactly(Outcome.Delivered.as(""));

    JsonNode card = body(0).at("/attachments/0/content");
    assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.at("/body/0/inlines/0/text").asText()).isEqualTo("Interested: Max Mustermann");
  }

  @Test
  void aSecondAssistant() throws Exception {
    serve(request -> Answer.json(200, "ok"));
    stage =
        new RecipeStage("second-assistant", home)
            .with("aftercall.support-chat.url", system.url())
            .start();
    stage.assertItsTestsPass();
    byte[] body =
        """
        {"id":9,"status":"completed","customer_phone":"0151 23456789",
         "extracted_variables":{"Dringlichkeit":"HIGH","produkt":"heating","geloest":"nein","vorgang":12}}\
        """
            .getBytes(UTF_8);
    assertThat(stage.receive("support", "secret", java.util.Map.of(), body)).isEqualTo(202);
    assertThat(stage.receive("support", "wrong", java.util.Map.of(), body)).isEqualTo(401);
    ObjectNode call = stage.read("support", stage.arrived.get(0).body());

    assertThat(stage.decide("support", call)).containsExactly("support-chat", "call-log");
    assertThat(stage.deliver("support-chat", call)).containsExactly(Outcome.Delivered.as(""));

    assertThat(body(0).path("text").asText()).startsWith("*Urgent: Heating*\nTicket: 12");
  }
}
