package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that protect people: anything but a clear no, or nothing at all, is a yes. */
class SafeReadingTest {
  private static JsonNode flag(ObjectNode call) {
    return call.at("/extracted_variables/do_not_call");
  }

  @Test
  void noMutationOfAProtectiveValueIsReadAsANo() {
    for (String variables : ProtectiveMutations.of(1_000, 20261201)) {
      ObjectNode call = call(variables);
      assertThat(flag(call).toString()).as(variables).isEqualTo("true");
      assertThat(call.path("hold_reason").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "0",
        "0.0",
        "'no'",
        "'Nein.'",
        "' NO '",
        "'false'",
        "'not requested'",
        "[false]",
        "{'value':false,'rationale':'yes, he was friendly'}",
        "'{\\'value\\':false}'"
      })
  void aClearNoIsANo(String value) {
    ObjectNode call = variables("{'do_not_call':" + value + "}");
    assertThat(flag(call)).hasToString("false");
    assertThat(call.get("notes")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "''",
        "' '",
        "'n/a'",
        "'keine Angabe'",
        "'not mentioned'",
        "[]",
        "{}",
        "{'value':null,'rationale':'was not discussed'}"
      })
  void nothingAtAllIsNothing(String value) {
    ObjectNode call = variables("{'do_not_call':" + value + "}");
    assertThat(flag(call).isNull()).isTrue();
    assertThat(call.get("notes")).isEmpty();
  }

  @Test
  void unclearWordsAreKeptAndToldWithHowTheyWereRead() {
    ObjectNode call = variables("{'Opt-Out':'bitte nicht mehr anrufen'}");
    assertThat(flag(call)).hasToString("true");
    assertThat(call.at("/said/do_not_call").textValue()).isEqualTo("bitte nicht mehr anrufen");
    assertThat(CallNotes.sentences(call))
        .containsExactly(
            "do_not_call: said \"bitte nicht mehr anrufen\", read as yes (is no clear yes or no)");
  }

  @Test
  void ofSeveralNamesTheYesWins() {
    ObjectNode call = variables("{'do_not_call':false,'opt_out':true}");
    assertThat(flag(call)).hasToString("true");
    assertThat(call.at("/notes/0/why").textValue())
        .isEqualTo("contradicts do_not_call; a yes wins");
    assertThat(flag(variables("{'opt_out':'weiß nicht','do_not_call':'no'}"))).hasToString("true");
    assertThat(flag(variables("{'opt_out':'','do_not_call':'no'}"))).hasToString("false");
  }

  @ParameterizedTest
  @CsvSource({
    "blacklisted, true",
    "Blacklisted, true",
    "do-not-call, true",
    "contacted, null",
  })
  void theStatusOfTheLeadCounts(String status, String read) {
    ObjectNode call =
        Samples.call("{'id':7,'status':'busy','lead':{'id':1,'status':'" + status + "'}}");
    assertThat(call.at("/extracted_variables").path("do_not_call").asText("null")).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Customer: Please take me off your list! | true",
        "Customer: Don’t call me AGAIN. | true",
        "Kunde: Hören Sie, rufen Sie mich nicht mehr an, ja? | true",
        "Kunde: Loeschen Sie meine Nummer. | true",
        "Agent: Shall I take you off our list? Say: remove me from your list. | null",
        "Customer: I will call again. | null",
        "Customer: Take me off your listing page. | null",
        "Customer: Nicht mehr anrufenswert. | null",
      })
  void whatTheCustomerSaysCounts(String line, String read) {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'completed','transcript':"
                + ProtectiveMutations.quoted("Agent: Hi.\n" + line)
                + "}");
    assertThat(call.at("/extracted_variables").path("do_not_call").asText("null")).isEqualTo(read);
    if (read.equals("true")) {
      assertThat(call.at("/said/do_not_call").textValue())
          .as("a phrase of the list, not the line of the transcript")
          .isIn(Protection.shippedPhrases());
    }
  }

  @Test
  void aSourceMayHoldWhatIsUnclear() {
    Protection hold =
        new Protection("sperre", Protection.Unclear.HOLD, List.of("lass mich in Ruhe"), List.of());
    CallReader reader =
        new CallReader(
            new SourceRules(
                "x", ZoneId.of("UTC"), "DE", List.of(), null, PayloadLayout.KNOWN, List.of(hold)));
    ObjectNode unclear =
        read(reader, "{'id':7,'status':'ended','extracted_variables':{'Sperre':'?'}}");
    assertThat(unclear.at("/extracted_variables/sperre")).hasToString("true");
    assertThat(unclear.get("hold_reason").textValue())
        .isEqualTo("sperre is neither a clear yes nor a clear no; its words are in .said.sperre");
    ObjectNode clear =
        read(
            reader,
            "{'id':7,'status':'ended','extracted_variables':{'Sperre':'?'},"
                + "'transcript':'User: Lass mich in Ruhe!'}");
    assertThat(clear.get("hold_reason").isNull()).isTrue();
    assertThat(clear.at("/extracted_variables/sperre")).hasToString("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'consent':true} | true",
        "{'consent':'ja, gerne'} | true",
        "{'consent':'probably'} | false",
        "{'consent':[true]} | true",
        "{'consent':{'value':false}} | false",
        "{'consent':true,'einwilligung':'nein'} | false",
        "{'consent':'ja','einwilligung':'eher nicht'} | false",
        "{'consent':''} | false",
        "{} | false",
      })
  void consentStaysClosedUnlessItIsClear(String variables, String given) {
    List<SourceRules.Variable> declared =
        List.of(
            new SourceRules.Variable(
                "consent", SourceRules.Type.BOOLEAN, List.of("einwilligung"), List.of()));
    CallReader reader =
        new CallReader(
            new SourceRules("x", ZoneId.of("UTC"), "DE", declared, "consent", PayloadLayout.KNOWN));
    ObjectNode call =
        read(reader, "{'id':7,'status':'ended','extracted_variables':" + variables + "}");
    assertThat(call.get("consent")).hasToString(given);
  }

  private static ObjectNode read(CallReader reader, String json) {
    byte[] body = json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return ((ReadResult.Read) reader.read(body, 1)).call();
  }

  private static ObjectNode variables(String json) {
    return call(json.replace("\\'", "\\\"").replace('\'', '"'));
  }

  /** With JSON as it is. */
  private static ObjectNode call(String json) {
    String body = "{\"id\":7,\"status\":\"completed\",\"extracted_variables\":" + json + "}";
    return Samples.call(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
