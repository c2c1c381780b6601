package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  private static final String TURNS =
      "[{\"speaker\":\"assistant\",\"text\":\"Hi\",\"at\":null},"
          + "{\"speaker\":\"customer\",\"text\":\"Yes\",\"at\":null}]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'transcript':[{'text':'Hi','sender':'bot'},{'text':'Yes','sender':'human'}]",
        "'transcript':{'items':[{'role':'assistant','content':['Hi']},"
            + "{'type':'tool_call','name':'x','text':'no'},{'role':'user','content':['Yes']}]}",
        "'transcript':{'segments':[{'role':'AI','text':'Hi'},{},7,{'role':'USER','message':'Yes'}]}",
        "'transcript':[{'role':'agent','content':[{'type':'text','text':'Hi'}]},"
            + "{'role':'user','content':'Yes'}]",
        "'segments':[{'speaker':'assistant','text':'Hi'},{'speaker':'Kunde','text':'Yes'}]",
      })
  void segmentsBecomeLines(String sent) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed'," + sent + "}");
    assertThat(call.get("segments")).hasToString(TURNS);
    assertThat(call.get("transcript").textValue()).isEqualTo("Assistant: Hi\nCustomer: Yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Assistant: Hi\\nCustomer: Yes",
        "AI: Hi\\r\\nCustomer: Yes\\r\\n",
        "KI: Hi\\n\\nKunde: Yes",
        "  assistent: Hi\\nUSER: Yes"
      })
  void linesBecomeSegments(String sent) {
    ObjectNode call = Samples.call("{'id':7,'status':'completed','transcript':'" + sent + "'}");
    assertThat(call.get("segments")).hasToString(TURNS);
    assertThat(call.get("transcript").textValue()).isEqualTo(sent.translateEscapes());
  }

  @Test
  void aTurnMayHaveManyLinesAndOneMayBeNobodys() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'status':'completed','transcript':'ring ring\\n"
                + "AI: One\\n"
                + "Two: 2\\n"
                + "Kunde: Ja'}");
    assertThat(call.at("/segments/0/text").textValue()).isEqualTo("ring ring");
    assertThat(call.at("/segments/0/speaker").isNull()).isTrue();
    assertThat(call.at("/segments/1/text").textValue()).isEqualTo("One\nTwo: 2");
    assertThat(call.get("segments")).hasSize(3);
    assertThat(Samples.call("{'id':7,'transcript':'just words'}").get("segments")).isEmpty();
  }

  @Test
  void theSendersOwnTextIsPreferred() {
    ObjectNode call =
        Samples.call(
            "{'id':7,'transcript':[{'text':'Hi','sender':'bot','timestamp':1756812511.315143}],"
                + "'formatted_transcript':'AI: Hi'}");
    assertThat(call.get("transcript").textValue()).isEqualTo("AI: Hi");
    assertThat(call.at("/segments/0/at").textValue()).isEqualTo("2025-09-02T11:28:31.315Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "''", "'  '", "[]", "{}", "7", "true", "[[]]", "[null]", "{'items':7}"})
  void nothingWasSaid(String sent) {
    ObjectNode call = Samples.call("{'id':7,'status':'busy','transcript':" + sent + "}");
    assertThat(call.get("transcript").isNull()).isTrue();
    assertThat(call.get("segments")).hasToString("[]");
  }
}
