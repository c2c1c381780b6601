package io.aftercall.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sender of another shape is read by the places its source names. */
class PayloadLayoutTest {
  private static final PayloadLayout SHAPE =
      new PayloadLayout(
          Map.of(
              "id", at("/session/uuid"),
              "status", at("/result"),
              "customer_phone", at("/contact/mobile", "/contact/phones/0"),
              "extracted_variables", at("/answers")),
          Map.of("talked", "completed"));
  private static final byte[] BODY =
      """
      {"session":{"uuid":"s-1"},"result":"Talked","status":"no",
       "contact":{"mobile":"","phones":["0151 23456789"]},"answers":{"interested":"ja"}}\
      """
          .getBytes(UTF_8);

  private static List<JsonPointer> at(String... places) {
    return List.of(places).stream().map(JsonPointer::compile).toList();
  }

  @Test
  void theDoorKnowsItsId() {
    assertThat(CallIdentity.peek(BODY, SHAPE))
        .isEqualTo(new CallIdentity(BodyKind.CALL, "s-1", null, true));
    assertThat(CallIdentity.peek("{\"x\":1}".getBytes(UTF_8), SHAPE).understood()).isFalse();
    assertThat(CallIdentity.peek("no".getBytes(UTF_8), SHAPE).understood()).isFalse();
  }

  @Test
  void theReaderReadsTheSame() {
    SourceRules rules =
        new SourceRules(
            "dialer",
            ZoneId.of("Europe/Berlin"),
            "DE",
            List.of(
                new SourceRules.Variable(
                    "interested", SourceRules.Type.BOOLEAN, List.of(), List.of())),
            null,
            SHAPE);

    ObjectNode call = ((ReadResult.Read) new CallReader(rules).read(BODY, 1)).call();

    assertThat(call.path("id").asText()).isEqualTo("s-1");
    assertThat(call.path("status").asText()).isEqualTo("completed");
    assertThat(call.path("outcome").asText()).isEqualTo("connected");
    assertThat(call.path("customer_phone").asText()).isEqualTo("+4915123456789");
    assertThat(call.at("/extracted_variables/interested").booleanValue()).isTrue();
    assertThat(call.at("/raw/result").asText()).isEqualTo("Talked");
  }
}
