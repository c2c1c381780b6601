package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same variables, whatever container they come in. */
class ContainersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'customer_interested':true,'contact_reason':'offer'}",
        "'{\\'customer_interested\\': true, \\'contact_reason\\': \\'offer\\'}'",
        "'```json\\n{\\'customer_interested\\': true, \\'contact_reason\\': \\'offer\\'}\\n```'",
        "[{'customer_interested':true,'contact_reason':'offer'}]",
        "[{'customer_interested':true},{'contact_reason':'offer'}]",
        "[{'key':'customer_interested','value':'true'},{'key':'contact_reason','value':'offer'}]",
        "[{'name':'Interesse','value':'ja'},{'name':'Anliegen','value':'offer'}]",
        "[['customer_interested','yes'],['contact_reason','offer']]",
        "{'value':{'customer_interested':true,'contact_reason':'offer'}}",
        "{'variables':'{\\'customer_interested\\':true,\\'contact_reason\\':\\'offer\\'}'}",
        "{'customer_interested':{'value':true,'rationale':'x'},'contact_reason':{'value':'offer'}}",
        "{'customer_interested':[true],'contact_reason':['offer']}",
        "{'customer_interested':[{'value':'Yes'}],'contact_reason':{'answer':'offer','type':'s'}}",
        "{'7f':{'name':'customer_interested','result':true},'8a':{'name':'contact_reason','result':'offer'}}",
        "{'customer_interested':{'name':'customer_interested','action_type':'extract',"
            + "'return_value':{'customer_interested':'Yes'}},"
            + "'contact_reason':{'name':'contact_reason','return_value':{'contact_reason':'offer'}}}"
      })
  void isRead(String group) {
    ObjectNode call = call("'extracted_variables':" + group);
    assertThat(call.at("/extracted_variables/customer_interested")).hasToString("true");
    assertThat(call.at("/extracted_variables/contact_reason").textValue()).isEqualTo("offer");
    assertThat(call.get("notes")).isEmpty();
    assertThat(call.get("said")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "[]", "{}", "'null'"})
  void nothingIsNothingWithoutANote(String group) {
    ObjectNode call = call("'extracted_variables':" + group);
    assertThat(call.get("extracted_variables")).isEmpty();
    assertThat(call.get("notes")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'extracted_variables':'interested: yes'   | extracted_variables | interested: yes",
        "'extracted_variables':7                   | extracted_variables | 7",
        "'input_variables':[1]                     | input_variables     | [1]",
        "'duration':'very long'                    | duration            | very long",
        "'created_at':'lately'                     | created_at          | lately",
        "'direction':'sideways'                    | direction           | sideways",
        "'lead':12345                              | lead                | 12345",
        "'campaign':'Spring'                       | campaign            | Spring",
        "'recording_url':{'mp3':'https://x'}       | recording_url       | {`mp3`:`https://x`}",
      })
  void whatCannotBeReadLeavesANoteAndItsWords(String field, String name, String words) {
    ObjectNode call = call(field);
    assertThat(call.get("notes")).hasSize(1);
    assertThat(call.at("/notes/0/name").textValue()).isEqualTo(name);
    assertThat(call.at("/said/" + name).textValue().replace('"', '`')).isEqualTo(words);
  }

  @Test
  void aValueThatIsNoDateKeepsItsWords() {
    ObjectNode call = call("'extracted_variables':{'next_contact_date':'irgendwann mal wieder'}");
    assertThat(call.at("/extracted_variables/next_contact_date").isNull()).isTrue();
    assertThat(call.at("/said/next_contact_date").textValue()).isEqualTo("irgendwann mal wieder");
  }

  @Test
  void anAliasThatCanBeReadStandsInForANameThatCannot() {
    ObjectNode call = call("'extracted_variables':{'employees':'viele','mitarbeiter':'12'}");
    assertThat(call.at("/extracted_variables/employees")).hasToString("12");
    assertThat(call.at("/said/employees").textValue()).isEqualTo("viele");
  }

  @Test
  void leadCampaignAndInputAreOpenedToo() {
    ObjectNode call =
        call(
            "'lead':'{\\'id\\':5,\\'variables\\':[{\\'name\\':\\'company\\',\\'value\\':\\'Muster"
                + " AG\\'}]}','campaign':[{'id':9,'max_retries':'3'}],"
                + "'input_variables':[{'key':'email','value':'a@example.com'}]");
    assertThat(call.at("/lead/id").intValue()).isEqualTo(5);
    assertThat(call.at("/lead/variables/company").textValue()).isEqualTo("Muster AG");
    assertThat(call.at("/max_retries").intValue()).isEqualTo(3);
    assertThat(call.get("customer_email").textValue()).isEqualTo("a@example.com");
    assertThat(call.get("customer_company").textValue()).isEqualTo("Muster AG");
  }

  @Test
  void anEmptyListIsNoLead() {
    assertThat(call("'lead':[],'campaign':[]").get("lead").isNull()).isTrue();
    assertThat(call("'lead':{'id':1,'variables':[]}").at("/lead/variables").isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "next contact date",
        "nextContactDate",
        "Next-Contact-Date",
        "next.contact\u00a0date"
      })
  void aNameIsOneInEverySpelling(String name) {
    ObjectNode call = call("'extracted_variables':{'" + name + "':'2024-02-15'}");
    assertThat(call.at("/extracted_variables/next_contact_date").textValue())
        .isEqualTo("2024-02-15");
  }

  private static ObjectNode call(String field) {
    String json = "{'id':7,'status':'completed'," + field + "}";
    return Samples.call(
        json.replace("\\'", "\\\"")
            .replace('\'', '"')
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
