package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extracted variables under their declared names, with their declared types. */
class VariablesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "customer_interested | 'ja'                 | true",
        "customer_interested | 'False'              | false",
        "customer_interested | 1                    | true",
        "customer_interested | true                 | true",
        "employees           | '10.000'             | 10000",
        "employees           | '12,5'               | 12.5",
        "employees           | 250                  | 250",
        "employees           | '12345678901'        | 12345678901",
        "next_contact_date   | '15.02.2024'         | '2024-02-15'",
        "next_contact_date   | '2024-02-15T10:00:00Z' | '2024-02-15'",
        "appointment_at      | '15.02.2024 14:30'   | '2024-02-15T14:30:00+01:00'",
        "appointment_at      | '2024-07-01T09:00:00Z' | '2024-07-01T09:00:00Z'",
        "contact_reason      | 'Angebot'            | 'Angebot'",
        "contact_reason      | 7                    | '7'",
        "contact_reason      | ['a','b']            | 'a, b'",
        "customer_budget     | '10000-50000'        | '10000-50000'",
        "lead_quality        | 'HIGH'               | 'high'",
      })
  void becomesItsType(String name, String sent, String typed) throws Exception {
    ObjectNode call = extracted("{'" + name + "':" + sent + "}");
    JsonNode expected = Samples.JSON.readTree(typed.replace('\'', '"'));
    assertThat(call.at("/extracted_variables/" + name).toString()).isEqualTo(expected.toString());
    assertThat(call.get("notes")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "customer_interested | 'vielleicht'  | boolean  | is neither yes nor no",
        "customer_interested | {'a':1}       | boolean  | is neither yes nor no",
        "employees           | '10000-50000' | number   | is not one number",
        "employees           | true          | number   | is not one number",
        "employees           | 1e999         | number   | is too large",
        "next_contact_date   | 'morgen'      | date     | is not a certain date",
        "next_contact_date   | 20241315      | date     | is not a certain date",
        "appointment_at      | '2024-02-15'  | datetime | is not a certain date with a time",
        "contact_reason      | {'a':1}       | string   | is an object, not a text",
        "lead_quality        | 'hot'         | string   | is none of the declared values",
      })
  void orIsNullWithANote(String name, String sent, String type, String why) {
    ObjectNode call = extracted("{'" + name + "':" + sent + "}");
    assertThat(call.at("/extracted_variables/" + name).isNull()).isTrue();
    assertThat(call.at("/raw/extracted_variables/" + name).isNull()).isFalse();
    assertThat(call.get("notes")).hasSize(1);
    JsonNode note = call.get("notes").get(0);
    assertThat(note.get("name").textValue()).isEqualTo(name);
    assertThat(note.get("from").textValue()).isEqualTo(name);
    assertThat(note.get("type").textValue()).isEqualTo(type);
    assertThat(note.get("why").textValue()).isEqualTo(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "'unknown'", "'n/a'", "'keine Angabe'", "[]", "{}"})
  void nothingSaidIsNullWithoutANote(String sent) {
    for (String name : new String[] {"customer_interested", "employees", "summary"}) {
      ObjectNode call = extracted("{'" + name + "':" + sent + "}");
      assertThat(call.at("/extracted_variables/" + name).isNull()).isTrue();
      assertThat(call.get("notes")).isEmpty();
    }
  }

  @Test
  void germanAndShortNamesAreItsAliases() {
    JsonNode variables =
        extracted("{'Interesse':'ja','ANLIEGEN':'Angebot','Ziel-Erreicht':'nein'}")
            .get("extracted_variables");
    assertThat(variables.toString())
        .isEqualTo(
            "{\"customer_interested\":true,\"contact_reason\":\"Angebot\",\"status\":false}");
  }

  @Test
  void theOwnNameComesFirstButOnlyIfItSaysSomething() {
    assertThat(reason("{'anliegen':'b','contact_reason':'a','grund':'c'}")).isEqualTo("a");
    assertThat(reason("{'grund':'c','contact_reason':'unknown','anliegen':'b'}")).isEqualTo("b");
    assertThat(reason("{'grund':'c','anliegen':null}")).isEqualTo("c");
  }

  @Test
  void undeclaredOnesStayAsTheyCame() {
    assertThat(
            extracted("{'plz':'01067','x':'true','y':'unknown','z':[1]}")
                .get("extracted_variables"))
        .isEqualTo(
            Samples.JSON
                .createObjectNode()
                .put("plz", "01067")
                .put("x", "true")
                .put("y", "unknown")
                .set("z", Samples.JSON.createArrayNode().add(1)));
  }

  @Test
  void theGoalIsNotTheStatus() {
    ObjectNode call = extracted("{'status':'false'}");
    assertThat(call.get("status").textValue()).isEqualTo("completed");
    assertThat(call.get("goal_reached")).hasToString("false");
  }

  @Test
  void anEvaluationListIsTheSameVariables() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'ended','evaluation':[{'name':'interesse','type':'bool','value':'ja'},"
                + "{'name':'note','value':3},{'value':'nameless'},7]}");
    assertThat(call.get("extracted_variables"))
        .hasToString("{\"customer_interested\":true,\"note\":3}");
  }

  private static String reason(String extracted) {
    return extracted(extracted).at("/extracted_variables/contact_reason").textValue();
  }

  private static ObjectNode extracted(String variables) {
    return Samples.call("{'id':7,'status':'completed','extracted_variables':" + variables + "}");
  }
}
