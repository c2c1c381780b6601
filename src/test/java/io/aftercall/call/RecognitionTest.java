package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a body is and which id it has, asked at the webhook endpoint and by the reader. */
class RecognitionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // classic
        "{'id':7,'status':'completed'}                                   | CALL | 7",
        "{'id':'7','status':'completed'}                                 | CALL | 7",
        "{'id':' 7 ','customer_phone':null}                              | CALL | 7",
        "{'id':-0,'duration':1}                                          | CALL | 0",
        "{'id':12345678901234567890,'status':'busy'}                     | CALL |"
            + " 12345678901234567890",
        "{'id':7,'type':'inbound','status':'completed'}                  | CALL | 7",
        "{'id':7,'type':'outbound_api','status':'completed'}             | CALL | 7",
        "{'id':7,'data':{},'status':'completed'}                         | CALL | 7",
        "{'id':7,'data':[],'call':null,'status':'completed'}             | CALL | 7",
        "{'id':7,'status':'busy','conversation_id':'c','x':1}            | CALL | 7",
        "[{'id':7,'status':'busy'}]                                      | CALL | 7",
        // the last of a repeated name stays
        "{'id':1,'id':2,'status':'busy'}                                 | CALL | 2",
        "{'data':{'id':1,'status':'a'},'data':{'id':2,'status':'a'}}     | CALL | 2",
        "{'id':3,'data':{'id':1,'status':'a'},'data':null,'status':'a'}  | CALL | 3",
        // what is beside a whole call is not the call
        "{'id':7,'status':'busy','data':{'id':8,'status':'x'}}            | CALL | 7",
        "{'id':7,'status':'busy','call':{'id':8}}                         | CALL | 7",
        // platform 2.0
        "{'event':'call.completed','id':1,'status':'ok','data':{'id':'u'}} | CALL | u",
        "{'event':'call.completed','data':{'call_id':'u'}}               | CALL | u",
        "{'event':'call.completed','data':{'id':'u'}}                    | CALL | u",
        "{'event':'call.completed','call':{'id':'u'}}                    | CALL | u",
        "{'type':'call.completed','call_id':'u'}                         | CALL | u",
        "{'event':'call.completed','id':'evt','data':{'call_id':'u'}}    | CALL | u",
        "{'event':'call.ended','call_id':'u','data':{'status':'ended'}}  | CALL | u",
        "{'event':'CALL_STARTED','data':{'call_id':'u'}}                 | CALL | u",
        "{'event':'post-call','id':7}                                    | CALL | 7",
        "{'event':'phone_call.ended','id':7}                             | CALL | 7",
        // other kinds never meet a call's id
        "{'id':7,'conversation_id':'c','message_count':2,'status':'e'}   | CONVERSATION |"
            + " conversation:c",
        "{'event':'conversation.ended','data':{'id':7}}                  | CONVERSATION |"
            + " conversation:7",
        "{'event':'message_status','message_sid':'SM1','status':'sent'}  | MESSAGE_STATUS |"
            + " message:SM1",
        "{'event':'message.status','message_sid':null,'whatsapp_message_id':7} | MESSAGE_STATUS |"
            + " message:7",
        "{'event':'campaign.finished','data':{'id':7}}                   | OTHER |"
            + " campaign.finished:7",
        "{'event':'recall.requested','id':7,'status':'x'}                | OTHER |"
            + " recall.requested:7",
      })
  void isUnderstood(String body, BodyKind bodyKind, String id) {
    byte[] bytes = json(body);
    assertThat(CallIdentity.peek(bytes)).isEqualTo(CallIdentity.of(bodyKind, id, true));
    assertThat(Samples.call(bytes).get("id").textValue()).isEqualTo(id);
    assertThat(Samples.call(bytes).get("kind").textValue()).isEqualTo(bodyKind.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                            | is empty",
        "`   `                                         | is empty",
        "{                                             | is not JSON (line 1, column 2)",
        "{'id':NaN,'status':'busy'}                    | is not JSON (line 1, column 10)",
        "{'id':7,'status':'busy',}                     | is not JSON (line 1, column 25)",
        "{'id':7,'status':'busy'} x                    | is not JSON (line 1, column 26)",
        "{'id':7,'status':'busy'} 7                    | goes on after the end of its JSON",
        "{'id':7,'status':'busy'} {}                   | is a list of several, not one object",
        "<html>                                        | is not JSON (line 1, column 1)",
        "null                                          | is JSON, but not one object",
        "7                                             | is JSON, but not one object",
        "[]                                            | is JSON, but not one object",
        "[[{'id':7}]]                                  | is JSON, but not one object",
        "[{'id':7,'status':'a'},{'id':8}]              | is a list of several, not one object",
        "{}                                            | is JSON, but not a call",
        "{'id':7,'name':'a shop order'}                | is JSON, but not a call",
        "{'status':'completed','duration':3}           | has no call id",
        "{'id':null,'status':'completed'}              | has no call id",
        "{'id':'','status':'completed'}                | has no call id",
        "{'id':{},'status':'completed'}                | has no call id",
        "{'id':[7],'status':'completed'}               | has no call id",
        "{'id':7.5,'status':'completed'}               | has no call id",
        "{'id':true,'status':'completed'}              | has no call id",
        "{'id':'a\\u0000b','status':'completed'}       | has no call id",
        "{'id':'\\ud800','status':'completed'}         | has no call id",
        "{'event':'campaign.finished','data':{}}       | has no id",
        "{'event':'message_status'}                    | has no id",
      })
  void isNotUnderstood(String body, String why) {
    byte[] bytes = json(body);
    assertThat(CallIdentity.peek(bytes)).isEqualTo(CallIdentity.not(why));
    assertThat(Samples.READER.read(bytes, 1)).isEqualTo(new ReadResult.NotUnderstood(why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':7,'status':'in-progress'}                          | false",
        "{'id':7,'status':' Ringing '}                            | false",
        "{'id':7,'status':{'value':'queued'}}                     | false",
        "{'id':7,'status':['queued']}                             | false",
        "{'id':7,'status':null,'call_status':'ringing'}           | false",
        "{'id':7,'status':'','call_status':'ringing'}             | false",
        "{'id':7,'status':'completed','call_status':'ringing'}    | true",
        "{'id':7,'status':3,'call_status':'ringing'}              | true",
        "{'id':7,'status':'ringing','status':'completed'}         | true",
        "{'event':'call.started','data':{'id':'u'}}               | false",
        "{'event':'call.started','data':{'id':'u','status':'ok'}} | true",
        "{'event':'call.ended','data':{'id':'u'}}                 | true",
        "{'event':'conversation.started','data':{'id':'u'}}       | true",
        "{'id':7,'status':'busy','data':{'id':8,'status':'live'}} | true",
        "{'id':7,'status':'no such word yet'}                     | true",
      })
  void whetherItIsOverIsKnownBeforeItIsRead(String body, boolean isFinal) {
    byte[] bytes = json(body);
    assertThat(CallIdentity.peek(bytes).isFinal()).isEqualTo(isFinal);
    assertThat(Samples.call(bytes).get("final").booleanValue()).isEqualTo(isFinal);
  }

  @Test
  void anIdOfAnyLengthIsNoId() {
    byte[] body = json("{'id':'" + "7".repeat(201) + "','status':'busy'}");
    assertThat(CallIdentity.peek(body).problem()).isEqualTo("has no call id");
  }

  @Test
  void theReasonNeverQuotesTheBody() {
    byte[] body = json("{'id':7,'customer_phone':+4915123456789}");
    assertThat(CallIdentity.peek(body).problem()).startsWith("is not JSON").doesNotContain("49");
  }

  private static byte[] json(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
