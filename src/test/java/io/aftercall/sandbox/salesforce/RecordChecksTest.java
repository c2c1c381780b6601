package io.aftercall.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.salesforce.ApiCaller.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordChecksTest extends OrgTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'foo':'x'|INVALID_FIELD|No such column 'foo' on sobject of type Lead",
        "'Name':'x'|INVALID_FIELD_FOR_INSERT_UPDATE|Unable to create/update fields: Name. Please"
            + " check the security settings of this field and verify that it is read/write for your"
            + " profile or permission set.",
        "'EmailBouncedReason':'x'|INVALID_FIELD_FOR_INSERT_UPDATE|Unable to create/update fields:"
            + " EmailBouncedReason. Please check the security settings of this field and verify"
            + " that it is read/write for your profile or permission set.",
        "'LastName':null|REQUIRED_FIELD_MISSING|Required fields are missing: [LastName]",
        "'LastName':''|REQUIRED_FIELD_MISSING|Required fields are missing: [LastName]",
        "'City':'12345678901234567890123456789012345678901'|STRING_TOO_LONG|City: data value too"
            + " large: 12345678901234567890123456789012345678901 (max length=40)",
        "'Email':'Not a real email address'|INVALID_EMAIL_ADDRESS|Email: invalid email address: Not"
            + " a real email address",
        "'CleanStatus':'Shiny'|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|Clean Status: bad value for"
            + " restricted picklist field: Shiny",
        "'NumberOfEmployees':100000000|NUMBER_OUTSIDE_VALID_RANGE|Employees: value outside of valid"
            + " range on numeric field: 100000000",
        "'OwnerId':'nobody'|MALFORMED_ID|Owner ID: id value of incorrect type: nobody",
        "'NumberOfEmployees':1.5|JSON_PARSER_ERROR|Cannot deserialize instance of int from"
            + " VALUE_NUMBER_FLOAT value 1.5 or request may be missing a required field at [line:1,"
            + " column:1]",
        "'NumberOfEmployees':'12'|JSON_PARSER_ERROR|Cannot deserialize instance of int from"
            + " VALUE_STRING value 12 or request may be missing a required field at [line:1,"
            + " column:1]",
        "'DoNotCall':'yes'|JSON_PARSER_ERROR|Cannot deserialize instance of boolean from"
            + " VALUE_STRING value yes or request may be missing a required field at [line:1,"
            + " column:1]",
        "'City':7|JSON_PARSER_ERROR|Cannot deserialize instance of string from VALUE_NUMBER_INT"
            + " value 7 or request may be missing a required field at [line:1, column:1]",
      })
  void refusesWhatTheDescribeDoesNotAllow(String member, String code, String message)
      throws IOException {
    String good = "\"LastName\":\"A\",\"Company\":\"C\"";
    String bad = member.replace('\'', '"');
    Reply reply = caller.call("POST", "/sobjects/Lead", "{" + good + "," + bad + "}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.message()).isEqualTo(message);
    assertThat(salesforce.rows("Lead")).isEmpty();
  }

  @Test
  void namesAllMissingFieldsAtOnce() throws IOException {
    Reply reply = caller.call("POST", "/sobjects/Lead", "{}");

    assertThat(reply.message()).isEqualTo("Required fields are missing: [LastName, Company]");
    assertThat(reply.json().path(0).path("fields")).hasSize(2);
  }

  @Test
  void takesAnyTextForAPicklistThatIsNotRestricted() throws IOException {
    Reply reply =
        caller.call(
            "POST",
            "/sobjects/Lead",
            "{\"LastName\":\"A\",\"Company\":\"C\",\"Status\":\"contacted\"}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(salesforce.rows("Lead").get(0).text("Status")).isEqualTo("contacted");
  }

  @ParameterizedTest
  @CsvSource({"2024-02-30", "2024-02-15T10:00:00Z", "15.02.2024"})
  void refusesDatesThatAreNone(String date) throws IOException {
    Reply reply = caller.call("POST", "/sobjects/Task", "{\"ActivityDate\":\"" + date + "\"}");

    assertThat(reply.errorCode()).isEqualTo("JSON_PARSER_ERROR");
    assertThat(reply.message()).startsWith("Cannot deserialize instance of date from VALUE_STRING");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-15T10:30:00Z, 2024-01-15T10:30:00.000+0000",
    "2024-01-15T10:30:00.250+01:00, 2024-01-15T09:30:00.250+0000",
    "2024-01-15T10:30:00.000+0000, 2024-01-15T10:30:00.000+0000"
  })
  void showsTimesInUtc(String sent, String stored) throws IOException {
    caller.call("POST", "/sobjects/Task", "{\"ReminderDateTime\":\"" + sent + "\"}");

    assertThat(salesforce.rows("Task").get(0).text("ReminderDateTime")).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"2024-01-15 10:30:00", "2024-01-15T10:30:00", "tomorrow"})
  void refusesTimesWithoutOffset(String time) throws IOException {
    Reply reply = caller.call("POST", "/sobjects/Task", "{\"ReminderDateTime\":\"" + time + "\"}");

    assertThat(reply.errorCode()).isEqualTo("JSON_PARSER_ERROR");
  }

  @Test
  void refusesASecondRecordWithAUniqueValue() throws IOException {
    String id = salesforce.given("Lead", Map.of("LastName", "A", "Aftercall_Person__c", "p"));

    Reply reply =
        caller.call(
            "POST",
            "/sobjects/Lead",
            "{\"LastName\":\"B\",\"Company\":\"C\",\"Aftercall_Person__c\":\"P\"}");

    assertThat(reply.errorCode()).isEqualTo("DUPLICATE_VALUE");
    assertThat(reply.message())
        .isEqualTo(
            "duplicate value found: Aftercall_Person__c duplicates value on record with id: "
                + id.substring(0, 15));
  }

  @Test
  void changesNothingOnAConvertedLeadNorLogsOnIt() throws IOException {
    String contact = salesforce.given("Contact", Map.of("LastName", "A"));
    String lead = salesforce.given("Lead", Map.of("LastName", "A", "Aftercall_Person__c", "p"));
    salesforce.convertLead(lead, contact);

    Reply update = caller.call("PATCH", "/sobjects/Lead/Aftercall_Person__c/p", lead("B"));
    Reply task = caller.call("POST", "/sobjects/Task", "{\"WhoId\":\"" + lead + "\"}");
    Reply other = caller.call("POST", "/sobjects/Task", "{\"WhoId\":\"" + contact + "\"}");

    assertThat(update.errorCode()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
    assertThat(update.message()).isEqualTo("cannot reference converted lead");
    assertThat(task.errorCode()).isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
    assertThat(other.status()).isEqualTo(201);
  }

  @Test
  void checksWhomAnActivityIsAbout() throws IOException {
    String lead = salesforce.given("Lead", Map.of("LastName", "A"));
    String campaign = salesforce.given("Campaign", Map.of("Name", "Q1"));

    assertThat(task("{\"WhoId\":\"" + campaign + "\"}").errorCode()).isEqualTo("MALFORMED_ID");
    assertThat(task("{\"WhoId\":\"00Q000000000999AAA\"}").errorCode())
        .isEqualTo("INVALID_CROSS_REFERENCE_KEY");
    assertThat(task("{\"WhoId\":\"" + lead + "\",\"WhatId\":\"" + campaign + "\"}").errorCode())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(task("{\"WhoId\":\"" + lead + "\"}").status()).isEqualTo(201);
    assertThat(task("{\"WhoId\":\"" + lead.substring(0, 15) + "\"}").status()).isEqualTo(201);
  }

  @Test
  void findsThePersonByExternalIdToo() throws IOException {
    String lead = salesforce.given("Lead", Map.of("LastName", "A", "Aftercall_Person__c", "+49"));
    String who = "{\"Who\":{\"attributes\":{\"type\":\"Lead\"},\"Aftercall_Person__c\":\"%s\"}}";

    assertThat(task(who.formatted("+49")).status()).isEqualTo(201);
    assertThat(salesforce.rows("Task").get(0).text("WhoId")).isEqualTo(lead);
    Reply missing = task(who.formatted("+50"));
    assertThat(missing.errorCode()).isEqualTo("INVALID_FIELD");
    assertThat(missing.message())
        .isEqualTo(
            "Foreign key external ID: +50 not found for field Aftercall_Person__c in entity Lead");
  }

  @Test
  void wantsToKnowWhenAnEventIsAndHowLong() throws IOException {
    String start = "\"StartDateTime\":\"2024-02-15T10:00:00Z\"";

    assertThat(event("\"Subject\":\"x\"").errorCode()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(event(start).errorCode()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(event(start + ",\"EndDateTime\":\"2024-02-15T09:00:00Z\"").errorCode())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(event(start + ",\"DurationInMinutes\":30").status()).isEqualTo(201);
  }

  private Reply task(String body) throws IOException {
    return caller.call("POST", "/sobjects/Task", body);
  }

  private Reply event(String members) throws IOException {
    return caller.call("POST", "/sobjects/Event", "{" + members + "}");
  }
}
