package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fact of a call, in each way a sender may write it. */
class CallShapesTest {

  @ParameterizedTest
  @CsvSource({
    "completed, completed, connected, true",
    "Ended, ended, connected, true",
    "ended-by-customer, ended_by_customer, connected, true",
    "ENDED BY ASSISTANT, ended_by_assistant, connected, true",
    "no-answer, no_answer, no_answer, true",
    "No Answer, no_answer, no_answer, true",
    "busy, busy, busy, true",
    "failed, failed, failed, true",
    "skipped, skipped, other, true",
    "voicemail, voicemail, voicemail, true",
    "In-Progress, in_progress, other, false",
    "ringing, ringing, other, false",
    "queued, queued, other, false",
    "initiated, initiated, other, false"
  })
  void status(String sent, String status, String outcome, boolean isFinal) {
    ObjectNode call = Samples.call("{'id':7,'status':'" + sent + "'}");
    assertThat(call.get("status").textValue()).isEqualTo(status);
    assertThat(call.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(call.get("final").booleanValue()).isEqualTo(isFinal);
  }

  @Test
  void anEventWithoutAStatusIsItsOwn() {
    ObjectNode call = Samples.call("{'event':'call.started','timestamp':1,'data':{'call_id':'u'}}");
    assertThat(call.get("status").textValue()).isEqualTo("started");
    assertThat(call.get("outcome").textValue()).isEqualTo("other");
    assertThat(call.get("final").booleanValue()).isFalse();
    assertThat(call.get("finished_at").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'duration':180         | 180  | 3",
        "'duration':'97'        | 97   | 1.6",
        "'duration':'97.4'      | 97   | 1.6",
        "'duration_sec':97.6    | 98   | 1.6",
        "'duration':0           | 0    | 0",
        "'duration':-1          | null | null",
        "'duration':'long'      | null | null",
        "'duration':null        | null | null",
        "'duration':[]          | null | null",
        "'duration':99999999999 | null | null",
      })
  void duration(String sent, String seconds, String minutes) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("duration")).hasToString(seconds);
    assertThat(call.get("minutes")).hasToString(minutes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'2024-01-15T23:30:00Z'        | 2024-01-15T23:30:00Z      | 2024-01-16",
        "'2025-08-04 14:30:00'         | 2025-08-04T14:30:00+02:00 | 2025-08-04",
        "'2025-01-15T10:30:00.000000Z' | 2025-01-15T10:30:00Z      | 2025-01-15",
        "'2026-02-23T14:00:00+01:00'   | 2026-02-23T14:00:00+01:00 | 2026-02-23",
        "'2024-01-15'                  | 2024-01-15T00:00:00+01:00 | 2024-01-15",
        "1705314600                    | 2024-01-15T10:30:00Z      | 2024-01-15",
        "1705314600000                 | 2024-01-15T10:30:00Z      | 2024-01-15",
      })
  void times(String sent, String moment, String day) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed','created_at':" + sent + "}");
    assertThat(call.get("created_at").textValue()).isEqualTo(moment);
    assertThat(call.get("local_date").textValue()).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'yesterday'", "null", "[]", "-1", "1e300", "true", "'0000-00-00 00:00:00'"})
  void noTime(String sent) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed','created_at':" + sent + "}");
    assertThat(call.get("created_at").isNull()).isTrue();
    assertThat(call.get("local_date").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the customer is who rang in or who was rung
        "'direction':'inbound','from_number':'+4915123456789','to_number':'+493012345678'  |"
            + " inbound",
        "'direction':'outbound','from':'+493012345678','to':'+4915123456789'               |"
            + " outbound",
        "'type':'outbound','client_phone_number':'0151 23456789','assistant_phone':'+493012345678'"
            + " | outbound",
        "'campaign_id':'c','from_number':'+493012345678','to_number':'+4915123456789'      |"
            + " outbound",
        "'direction':'inbound','from':{'phone_number':'+4915123456789'},'to':{'number':'+493012345678'}"
            + " | inbound",
        "'customer_phone':4915123456789,'assistant_phone':'+493012345678'                  | null",
      })
  void party(String sent, String direction) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("customer_phone").textValue()).isEqualTo("+4915123456789");
    assertThat(call.get("assistant_phone").textValue()).isEqualTo("+493012345678");
    assertThat(call.get("direction").asText()).isEqualTo(direction);
    assertThat(call.get("person_key").textValue()).isEqualTo("+4915123456789");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'customer_phone':'anonymous','lead':{'id':5,'phone_number':'0151 23456789'} |"
            + " +4915123456789",
        "'customer_phone':null,'lead':{'id':5}                                       | lead:5",
        "'customer_phone':'anonymous','lead_id':'u-5'                                | lead:u-5",
        "'customer_phone':'112'                                                      |"
            + " call:famulor:7",
        "'customer_phone':null,'direction':'web'                                     |"
            + " call:famulor:7",
        "'lead':[],'customer_phone':{}                                               |"
            + " call:famulor:7",
      })
  void person(String sent, String key) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("person_key").textValue()).isEqualTo(key);
  }

  @Test
  void anEmptyListIsNoObject() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'busy','extracted_variables':[],'input_variables':[],'lead':[],"
                + "'campaign':[]}");
    assertThat(call.get("extracted_variables")).hasToString("{}");
    assertThat(call.get("input_variables")).hasToString("{}");
    assertThat(call.get("lead").isNull()).isTrue();
    assertThat(call.get("campaign").isNull()).isTrue();
    assertThat(Samples.call("{'id':7,'status':'busy','lead':{'id':5,'variables':[]}}").get("lead"))
        .hasToString("{\"id\":5,\"variables\":{}}");
  }

  @Test
  void whatWasReceivedStaysAsReceived() {
    JsonNode sent = Samples.tree(Samples.bytes("classic-nested-campaign-completed"));
    ObjectNode call = Samples.call(Samples.bytes(sent));
    assertThat(call.at("/campaign/allowed_hours_start_time").textValue()).isEqualTo("09:00:00");
    assertThat(call.get("raw")).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'lead':{'id':5,'status':'reached-max-retries'}                    | null | true",
        "'lead':{'id':5,'status':'rescheduled'}                            | null | false",
        "'lead':{'id':5,'attempts':4},'campaign':{'id':1,'max_retries':3}  | 4    | true",
        "'attempt':'2','campaign':{'id':1,'max_retries':'3'}               | 2    | false",
        "'lead':{'id':5,'status':'contacted'}                              | null | null",
      })
  void attempts(String sent, String attempt, String last) {
    ObjectNode call = Samples.call("{'id':7,'status':'no-answer'," + sent + "}");
    assertThat(call.get("attempt_no")).hasToString(attempt);
    assertThat(call.get("last_attempt")).hasToString(last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'lead':{'id':5,'variables':{'name':'A'}},'input_variables':{'customer_name':'B'} | A",
        "'input_variables':{'Vorname':'Max','Nachname':'von Muster'}                      | Max von"
            + " Muster",
        "'input_variables':{'name':'unknown'},'extracted_variables':{'Kunde':'C'}         | C",
        "'input_variables':{'name':'short','customer_name':'D'}                           | D",
        "'customer_name':'E'                                                              | E",
        "'input_variables':{'name':{'first':'x'}}                                         | null",
      })
  void customerName(String sent, String name) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("customer_name").asText()).isEqualTo(name);
  }

  @Test
  void customerCompanyAndMail() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'completed','input_variables':{'Firma':'Muster AG','e-mail':'at"
                + " home'},'extracted_variables':{'email':' max@example.org '}}");
    assertThat(call.get("customer_company").textValue()).isEqualTo("Muster AG");
    assertThat(call.get("customer_email").textValue()).isEqualTo("max@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'extracted_variables':{'Zusammenfassung':'S'}",
        "'extracted_variables':{'summary':'unknown'},'analysis':{'summary':'S'}",
        "'analysis':[],'summary':'S'"
      })
  void summary(String sent) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("summary").textValue()).isEqualTo("S");
  }
}
