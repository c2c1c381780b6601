package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Habits of other senders that a source can say by YAML alone. */
class OtherSendersTest {

  @ParameterizedTest
  @CsvSource({
    "inbound, +4915123456001, +4930111222",
    "incomingCall, +4915123456001, +4930111222",
    "outbound, +4930111222, +4915123456001",
    "outbound-api, +4930111222, +4915123456001",
    "ausgehend, +4930111222, +4915123456001",
  })
  void theDirectionSaysWhichOfTwoNumbersIsTheCustomers(
      String direction, String customer, String assistant) {
    for (String[] names :
        new String[][] {{"from_number", "to_number"}, {"customer_phone", "assistant_phone"}}) {
      ObjectNode call =
          read(
              Map.of(
                  "id",
                  "/call/id",
                  "direction",
                  "/call/direction",
                  names[0],
                  "/call/from_number",
                  names[1],
                  "/call/to_number"),
              "{'call':{'id':'c','direction':'"
                  + direction
                  + "','from_number':'+4915123456001','to_number':'+4930111222'}}");
      assertThat(call.get("customer_phone").textValue()).isEqualTo(customer);
      assertThat(call.get("assistant_phone").textValue()).isEqualTo(assistant);
    }
  }

  @Test
  void withoutADirectionTheSourcesWordCounts() {
    ObjectNode call =
        read(
            Map.of("id", "/id", "direction", "/direction", "customer_phone", "/to"),
            "{'id':'c','to':'+4915123456001'}");
    assertThat(call.get("customer_phone").textValue()).isEqualTo("+4915123456001");
  }

  @ParameterizedTest
  @CsvSource({
    "duration, duration_ms, 154400, 154",
    "duration, durationMs, 154400, 154",
    "duration_ms, length, 90499, 90",
    "duration, duration, 154.4, 154",
    "duration, items, 154, 154",
  })
  void aDurationIsInSecondsWhateverItCameIn(String field, String sentAs, String sent, int seconds) {
    ObjectNode call =
        read(Map.of("id", "/id", field, "/" + sentAs), "{'id':'c','" + sentAs + "':" + sent + "}");
    assertThat(call.get("duration").intValue()).isEqualTo(seconds);
  }

  @Test
  void aNameMayComeInTwoParts() {
    Map<String, String> fields =
        Map.of(
            "id",
            "/id",
            "status",
            "/s",
            "customer_first_name",
            "/c/f",
            "customer_last_name",
            "/c/l");
    assertThat(
            read(fields, "{'id':1,'s':'ended','c':{'f':'Finn','l':'Muster'}}").get("customer_name"))
        .hasToString("\"Finn Muster\"");
    assertThat(read(fields, "{'id':1,'s':'ended','c':{'l':'Muster'}}").get("customer_name"))
        .hasToString("\"Muster\"");
  }

  @ParameterizedTest
  @CsvSource({
    "completed, 'machine_start', voicemail, machine",
    "completed, 'Machine end beep', voicemail, machine",
    "completed, 'fax', voicemail, machine",
    "completed, 'human', connected, human",
    "completed, 'unknown', connected, ",
    "no-answer, 'machine', voicemail, machine",
    "busy, 'machine', busy, machine",
    "in-progress, 'machine', other, machine",
    "voicemail_reached, '', voicemail, ",
    "Answering Machine Detected, '', voicemail, ",
    "Anrufbeantworter, '', voicemail, ",
  })
  void aMachineThatAnswersIsNoConversation(
      String status, String answeredBy, String outcome, String by) {
    ObjectNode call =
        Samples.call("{'id':7,'status':'" + status + "','answered_by':'" + answeredBy + "'}");
    assertThat(call.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(call.get("answered_by").textValue()).isEqualTo(by);
  }

  @Test
  void aFlagMaySayItToo() {
    for (String flag : List.of("'in_voicemail':true", "'analysis':{'voicemail_detected':true}")) {
      assertThat(Samples.call("{'id':7,'status':'ended'," + flag + "}").get("outcome").textValue())
          .isEqualTo("voicemail");
    }
    assertThat(
            Samples.call("{'id':7,'status':'ended','in_voicemail':false}")
                .get("outcome")
                .textValue())
        .isEqualTo("connected");
  }

  @ParameterizedTest
  @CsvSource({"in-progress", "In Progress", "queued", "ringing", "läuft", "registered", "pending"})
  void anUnfinishedStatusIsNotFinal(String status) {
    ObjectNode call = Samples.call("{'id':7,'status':'" + status + "'}");
    assertThat(call.get("final").booleanValue()).isFalse();
    assertThat(call.get("outcome").textValue()).isEqualTo("other");
  }

  @Test
  void aPromptAndToolsAreNoWordsOfAnybody() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'ended','transcript':[{'role':'system','message':'You are'},"
                + "{'role':'bot','message':'Hello.'},{'role':'tool_calls','toolCalls':[]},"
                + "{'role':'tool_call_result','result':'x','message':'y'},"
                + "{'role':'user','message':'Hi.'}]}");
    assertThat(call.get("transcript").textValue()).isEqualTo("Assistant: Hello.\nCustomer: Hi.");
  }

  @ParameterizedTest
  @CsvSource({"de-DE, de", "en_US, en", "German, de", "Deutsch, de", "EN, en", "klingon, "})
  void theLanguageIsTwoLetters(String sent, String language) {
    assertThat(
            Samples.call("{'id':7,'status':'ended','language':'" + sent + "'}")
                .get("language")
                .textValue())
        .isEqualTo(language);
  }

  @Test
  void theHeadersAreThoseThatWereStored() {
    byte[] body = "{\"id\":7,\"status\":\"busy\"}".getBytes(StandardCharsets.UTF_8);
    ReadResult readResult =
        Samples.READER.read(new StoredRequest(body, "{\"User-Agent\":\"x/1\"}", 1, null));
    assertThat(((ReadResult.Read) readResult).call().at("/headers/user-agent").textValue())
        .isEqualTo("x/1");
  }

  private static ObjectNode read(Map<String, String> fields, String json) {
    Map<String, List<JsonPointer>> places = new HashMap<>();
    fields.forEach((name, place) -> places.put(name, List.of(JsonPointer.compile(place))));
    SourceRules rules =
        new SourceRules(
            "x", ZoneId.of("UTC"), "DE", List.of(), null, new PayloadLayout(places, Map.of()));
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ((ReadResult.Read) new CallReader(rules).read(body, 1)).call();
  }
}
