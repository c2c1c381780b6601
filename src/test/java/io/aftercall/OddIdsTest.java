package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are the sender's: whatever signs they have, their calls can be asked for over HTTP. */
class OddIdsTest extends ConsoleStage {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b/c",
        "50%",
        "%2F..%2F",
        "a;b=c",
        "two words",
        "ünï#?&+",
        "..",
        "a\\b",
        "\"q\"",
        "<i>",
        "?"
      })
  void canBeExplained(String id) throws Exception {
    ObjectNode call = (ObjectNode) JSON.readTree(sample("classic-no-campaign-completed"));
    call.put("id", id);
    assertThat(service.post(JSON.writeValueAsString(call).getBytes(UTF_8)).statusCode())
        .isEqualTo(202);

    assertThat(get("/calls?id=" + URLEncoder.encode(id, UTF_8)).path("call_id").asText())
        .isEqualTo(id);
  }
}
