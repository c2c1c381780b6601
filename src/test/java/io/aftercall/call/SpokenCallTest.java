package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What was said on the phone, in the canonical call. */
class SpokenCallTest {
  private static final String TIMES =
      "'id':7,'status':'completed','created_at':'2026-01-12T10:30:00Z','duration':95,";

  @Test
  void tomorrowIsTheDayAfterTheCall() {
    ObjectNode call = call("'extracted_variables':{'next_contact_date':'morgen'}");
    assertThat(call.at("/extracted_variables/next_contact_date").textValue())
        .isEqualTo("2026-01-13");
    assertThat(call.get("notes")).isEmpty();
  }

  @Test
  void whatADayDoesNotCarryIsNoted() {
    ObjectNode call = call("'extracted_variables':{'next_contact_date':'übermorgen nachmittag'}");
    assertThat(call.at("/extracted_variables/next_contact_date").textValue())
        .isEqualTo("2026-01-14");
    assertThat(call.at("/notes/0/note").textValue()).isEqualTo("is meant in the afternoon");
    assertThat(call.at("/notes/0/why").isMissingNode()).isTrue();
  }

  @Test
  void aNegatedDayIsNoneAndSaysWhy() {
    ObjectNode call = call("'extracted_variables':{'next_contact_date':'nicht 15.02.2026'}");
    assertThat(call.at("/extracted_variables/next_contact_date").isNull()).isTrue();
    assertThat(call.at("/notes/0/why").textValue()).isEqualTo("says when not");
    assertThat(call.at("/notes/0/ask").isMissingNode()).isTrue();
  }

  @Test
  void whatWasCalledOffNeedsNobodyToAsk() {
    ObjectNode call = call("'extracted_variables':{'next_contact_date':'storniert'}");
    assertThat(call.at("/extracted_variables/next_contact_date").isNull()).isTrue();
    assertThat(call.at("/notes/0/ask").booleanValue()).isFalse();
    assertThat(call.at("/notes/0/ask").isBoolean()).isTrue();
  }

  @Test
  void secondsSince1970AreAMomentAsNumberAndAsText() {
    for (String sent : new String[] {"1771162200", "'1771162200'", "1771162200000"}) {
      ObjectNode call = call("'extracted_variables':{'appointment_at':" + sent + "}");
      assertThat(call.at("/extracted_variables/appointment_at").textValue())
          .isEqualTo("2026-02-15T13:30:00Z");
    }
  }

  @Test
  void aPlaceholderIsNobodysName() {
    ObjectNode call =
        call(
            "'extracted_variables':{'customer_name':'kein Name genannt','company':'not"
                + " discussed'}");
    assertThat(call.get("customer_name").isNull()).isTrue();
    assertThat(call.get("customer_company").isNull()).isTrue();
    assertThat(call("'customer_name':'Unknown Caller'").get("customer_name").isNull()).isTrue();
    assertThat(call("'customer_name':'Herr Keiner'").get("customer_name").textValue())
        .isEqualTo("Herr Keiner");
  }

  @Test
  void ourOwnNumberIsNotTheCustomers() {
    ObjectNode call = call("'customer_phone':'030 1234567','assistant_phone':'+49301234567'");
    assertThat(call.get("customer_phone").isNull()).isTrue();
    assertThat(call.get("person_key").textValue()).startsWith("call:");
  }

  @Test
  void withoutAPhoneTheAddressIsThePerson() {
    String mail = "'extracted_variables':{'customer_email':'Anna@Beispiel.de'}";
    assertThat(call("'customer_phone':'anonymous'," + mail).get("person_key").textValue())
        .isEqualTo("email:anna@beispiel.de");
    assertThat(call("'customer_phone':'0151 23456789'," + mail).get("person_key").textValue())
        .isEqualTo("+4915123456789");
    assertThat(call("'lead':{'id':5}," + mail).get("person_key").textValue()).isEqualTo("lead:5");
  }

  @Test
  void aNumberThatJsonMadeAFloatIsReadExactly() {
    ObjectNode call = call("'customer_phone':4.915112345678e12");
    assertThat(call.get("customer_phone").textValue()).isEqualTo("+4915112345678");
  }

  private static ObjectNode call(String rest) {
    return Samples.call("{" + TIMES + rest + "}");
  }
}
