package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped sample becomes exactly the call written beside this test. */
class GoldenCallTest {

  static List<Path> samples() {
    return Samples.all();
  }

  @Test
  void everyShapeOfTheSenderHasItsSample() {
    assertThat(Samples.all()).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void becomesTheCanonicalCall(Path sample) {
    byte[] body = Samples.bytes(sample);
    ObjectNode call = Samples.call(body);
    JsonNode raw = call.remove("raw");

    Path golden = Path.of("src/test/resources/io/aftercall/call", sample.getFileName().toString());
    assertThat(call.toPrettyString())
        .isEqualTo(Samples.tree(Samples.bytes(golden)).toPrettyString());
    assertThat(raw).isEqualTo(Samples.tree(body));
  }

  @Test
  void theDoorAndTheReaderNameEverySampleAlike() {
    for (Path sample : Samples.all()) {
      ObjectNode call = Samples.call(Samples.bytes(sample));
      CallIdentity callIdentity = CallIdentity.peek(Samples.bytes(sample));
      assertThat(callIdentity.kind().text()).isEqualTo(call.get("kind").textValue());
      assertThat(callIdentity.callId()).isEqualTo(call.get("id").textValue());
    }
  }

  @Test
  void theRevisionIsTheCallers() {
    ReadResult readResult = Samples.READER.read(Samples.bytes("classic-campaign-busy"), 7);
    assertThat(((ReadResult.Read) readResult).call().get("revision").intValue()).isEqualTo(7);
  }
}
