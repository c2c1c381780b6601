package io.aftercall.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are not plain JSON in UTF-8. */
class BodyTextTest {
  private static final String NAME = "Jörg Müßig € „x“";
  private static final String JSON =
      "{\"id\":7,\"status\":\"busy\",\"customer_name\":\"" + NAME + "\"}";
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  static Stream<Arguments> bodies() {
    byte[] mixed = (JSON + " ").replace("Jörg", "J?rg").getBytes(UTF_8);
    mixed[new String(mixed, ISO_8859_1).indexOf('?')] = (byte) 0xf6;
    return Stream.of(
        Arguments.of(JSON.getBytes(UTF_8), null),
        Arguments.of(JSON.getBytes(UTF_8), "application/json; charset=ISO-8859-1"),
        Arguments.of(JSON.getBytes(WINDOWS), "application/json; charset=windows-1252"),
        Arguments.of(JSON.getBytes(WINDOWS), "application/json;charset=\"iso-8859-1\""),
        Arguments.of(JSON.getBytes(WINDOWS), "application/json; charset=utf-8"),
        Arguments.of(JSON.getBytes(WINDOWS), "application/json; charset=nonsense"),
        Arguments.of(JSON.getBytes(WINDOWS), null),
        Arguments.of(JSON.getBytes(Charset.forName("windows-1250")), "x/y; charset=windows-1250"),
        Arguments.of(("\ufeff" + JSON).getBytes(UTF_16LE), null),
        Arguments.of(("\ufeff" + JSON).getBytes(UTF_16BE), "application/json; charset=utf-8"),
        Arguments.of(JSON.getBytes(UTF_16LE), null),
        Arguments.of(("\ufeff\ufeff" + JSON).getBytes(UTF_8), null),
        Arguments.of(("\ufeff\ufeff" + JSON).getBytes(UTF_16LE), null),
        Arguments.of((JSON + "\0").getBytes(UTF_8), null),
        Arguments.of((JSON + "\n\0\0").getBytes(UTF_8), null),
        Arguments.of(mixed, null),
        Arguments.of(("payload=" + URLEncoder.encode(JSON, UTF_8)).getBytes(UTF_8), null),
        Arguments.of(
            ("event=call&data=" + URLEncoder.encode(JSON, UTF_8) + "&v=1").getBytes(UTF_8),
            "application/x-www-form-urlencoded"),
        Arguments.of(
            ("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n"
                    + JSON
                    + "\r\n--b--\r\n")
                .getBytes(UTF_8),
            "multipart/form-data; boundary=b"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void isReadAndNothingIsReplaced(byte[] body, String contentType) {
    CallIdentity callIdentity = CallIdentity.peek(body, PayloadLayout.KNOWN, contentType);
    assertThat(callIdentity).isEqualTo(CallIdentity.of(BodyKind.CALL, "7", true));
    String headers =
        contentType == null
            ? null
            : Samples.JSON.createObjectNode().put("Content-Type", contentType).toString();
    ObjectNode call =
        ((ReadResult.Read) Samples.READER.read(new StoredRequest(body, headers, 1, null))).call();
    assertThat(call.get("customer_name").textValue()).isEqualTo(NAME);
  }

  @Test
  void aFormWithoutJsonIsItsFields() {
    byte[] form = "CallSid=CA1&id=7&status=no-answer&to=%2B4915123456789".getBytes(UTF_8);
    ObjectNode call = Samples.call(form);
    assertThat(call.get("outcome").textValue()).isEqualTo("no_answer");
  }

  @Test
  void lineEndsInATextAreRead() {
    ObjectNode call =
        Samples.call(
            "{\"id\":7.0,\"status\":\"busy\",\"transcript\":\"Assistant: Hello.\nCustomer:\tHi.\"}"
                .getBytes(UTF_8));
    assertThat(call.get("id").textValue()).isEqualTo("7");
    assertThat(call.get("segments")).hasSize(2);
  }

  @Test
  void aListAndJsonLinesAreCutIntoTheirCalls() {
    String one = "{\"id\":\"a\",\"status\":\"busy\"}";
    String two = "{\"id\":\"b\",\"status\":\"busy\",\"x\":[{}],\"n\":\"Jörg\"}";
    for (String body :
        List.of(
            "[" + one + "," + two + "]",
            "\n[\n " + one + " ,\n " + two + "\n]\n",
            one + "\n" + two + "\n",
            one + two)) {
      for (Charset charset : List.of(UTF_8, UTF_16LE, WINDOWS)) {
        byte[] bytes = body.getBytes(charset);
        assertThat(CallIdentity.peek(bytes).isSeveral()).isTrue();
        assertThat(BodyParts.of(bytes, null))
            .extracting(part -> new String(part, UTF_8))
            .containsExactly(one, two);
      }
    }
    assertThat(BodyParts.of(("[" + one + "]").getBytes(UTF_8), null)).isEmpty();
    assertThat(BodyParts.of(("[" + one + "," + two).getBytes(UTF_8), null)).isEmpty();
    assertThat(BodyParts.of("[1,2,3]".getBytes(UTF_8), null)).isEmpty();
    assertThat(BodyParts.of(("[" + one + ",7]").getBytes(UTF_8), null)).hasSize(2);
  }
}
