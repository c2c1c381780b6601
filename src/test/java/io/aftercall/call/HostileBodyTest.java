package io.aftercall.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes: no exception escapes, and the webhook endpoint and the reader say the same of it.
 */
class HostileBodyTest {
  private static final Set<String> OUTCOMES =
      Set.of("connected", "no_answer", "busy", "failed", "other");

  private static final Set<String> FIELDS = fields();

  static List<Path> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldMayBeAnything(Path sample) throws Exception {
    List<JsonNode> anything = new ArrayList<>();
    for (String json :
        List.of(
            "null", "[]", "{}", "true", "-1", "1e999", "7.5", "\"\"", "\"7\"", "[null,[1],{}]")) {
      anything.add(Samples.JSON.readTree(json));
    }
    anything.add(
        Samples.JSON.getNodeFactory().textNode("\ud83d\ude00 \u202eمرحبا\u202c \u0000 \ud800"));
    anything.add(Samples.JSON.getNodeFactory().textNode("x".repeat(20_000)));
    byte[] body = Samples.bytes(sample);
    for (String path : paths(Samples.tree(body), "")) {
      for (JsonNode value : anything) {
        ObjectNode changed = Samples.tree(body);
        put(changed, path, value);
        understoodAlike(Samples.bytes(changed));
      }
      ObjectNode without = Samples.tree(body);
      put(without, path, null);
      understoodAlike(Samples.bytes(without));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyByteMayBeAnything(Path sample) {
    Random random = new Random(sample.getFileName().toString().hashCode());
    byte[] body = Samples.bytes(sample);
    byte[] telling = "{}[]\",:\\0-e.nu \u0000\ufeff\u00ff".getBytes(UTF_8);
    for (int round = 0; round < 3000; round++) {
      byte[] changed = body.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(changed.length);
        switch (random.nextInt(4)) {
          case 0 -> changed[at] = (byte) random.nextInt(256);
          case 1 -> changed[at] = telling[random.nextInt(telling.length)];
          case 2 -> changed = Arrays.copyOf(changed, Math.max(1, at));
          default -> {
            int from = random.nextInt(changed.length);
            int length = Math.min(random.nextInt(80), changed.length - Math.max(from, at));
            System.arraycopy(changed.clone(), from, changed, at, length);
          }
        }
      }
      understoodAlike(changed);
    }
  }

  @Test
  void noiseIsNotUnderstood() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      assertThat(understoodAlike(noise).understood()).isFalse();
    }
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    String body = new String(Samples.bytes("classic-campaign-busy"), UTF_8);
    assertThat(understoodAlike(("\ufeff" + body).getBytes(UTF_8)).callId()).isEqualTo("480401");
  }

  @Test
  void aByteThatIsNoUtf8IsReadAsWindows1252() {
    byte[] body = "{\"id\":7,\"status\":\"busy\",\"transcript\":\"a?b\"}".getBytes(UTF_8);
    body[body.length - 4] = (byte) 0xff;
    assertThat(understoodAlike(body).callId()).isEqualTo("7");
    assertThat(Samples.call(body).get("transcript").textValue()).contains("ÿ");
  }

  @Test
  void theLastOfARepeatedNameStays() {
    byte[] body = "{\"id\":7,\"status\":\"busy\",\"status\":\"failed\"}".getBytes(UTF_8);
    understoodAlike(body);
    assertThat(Samples.call(body).get("status").textValue()).isEqualTo("failed");
  }

  @Test
  void depthIsBounded() {
    for (String nest : List.of("[", "{\"a\":")) {
      String close = nest.equals("[") ? "]" : "}";
      String deep = nest.repeat(1000) + "1" + close.repeat(1000);
      byte[] body = ("{\"id\":7,\"status\":\"busy\",\"x\":" + deep + "}").getBytes(UTF_8);
      assertThat(understoodAlike(body).problem()).startsWith("is deeper than 100 levels");
    }
    String fair = "[".repeat(90) + "]".repeat(90);
    byte[] body = ("{\"id\":7,\"status\":\"busy\",\"x\":" + fair + "}").getBytes(UTF_8);
    assertThat(understoodAlike(body).understood()).isTrue();
  }

  @Test
  void numbersAreBounded() {
    String huge = "{\"id\":7,\"status\":\"busy\",\"duration\":" + "9".repeat(5000) + "}";
    assertThat(understoodAlike(huge.getBytes(UTF_8)).understood()).isFalse();
    String large = "{\"id\":7,\"status\":\"busy\",\"duration\":" + "9".repeat(500) + "}";
    assertThat(understoodAlike(large.getBytes(UTF_8)).understood()).isTrue();
  }

  @Test
  void howManyNamesAndValuesIsBounded() {
    String many = "{\"id\":7,\"status\":\"busy\",\"x\":[" + "0,".repeat(600_000) + "0]}";
    assertThat(understoodAlike(many.getBytes(UTF_8)).problem()).contains("more than 500,000");
    String fields = "{\"id\":7,\"status\":\"busy\",\"x\":[" + "0,".repeat(400_000) + "0]}";
    assertThat(understoodAlike(fields.getBytes(UTF_8)).callId()).isEqualTo("7");
  }

  @Test
  void aLongCallIsStillACall() {
    ObjectNode body = Samples.tree(Samples.bytes("classic-campaign-completed"));
    String line = "Customer: 😀 \u202eمرحبا\u202c and so on\nAssistant: yes\n";
    String transcript = line.repeat(10_000_000 / line.getBytes(UTF_8).length);
    byte[] bytes = Samples.bytes(body.put("transcript", transcript));
    assertThat(understoodAlike(bytes).callId()).isEqualTo("480336");
    assertThat(Samples.call(bytes).get("transcript").textValue()).isEqualTo(transcript);
  }

  private static CallIdentity understoodAlike(byte[] body) {
    CallIdentity callIdentity = CallIdentity.peek(body);
    ReadResult readResult = Samples.READER.read(body, 1);
    if (readResult instanceof ReadResult.NotUnderstood not) {
      assertThat(not.why()).isEqualTo(callIdentity.problem()).doesNotContain("could not be");
    } else {
      ReadResult.Read read = (ReadResult.Read) readResult;
      assertThat(callIdentity)
          .isEqualTo(
              CallIdentity.of(
                  read.kind(),
                  read.call().get("id").textValue(),
                  read.call().get("final").booleanValue()));
      isCanonical(read.call());
    }
    return callIdentity;
  }

  private static void isCanonical(ObjectNode call) {
    assertThat(call.size()).isEqualTo(FIELDS.size());
    assertThat(FIELDS).allMatch(call::has);
    assertThat(call.get("extracted_variables")).isInstanceOf(ObjectNode.class);
    assertThat(call.get("input_variables")).isInstanceOf(ObjectNode.class);
    assertThat(call.get("segments")).isInstanceOf(ArrayNode.class);
    for (String object : List.of("lead", "campaign")) {
      assertThat(call.get(object).isNull() || call.get(object).isObject()).isTrue();
    }
    for (String moment : List.of("created_at", "finished_at")) {
      if (!call.get(moment).isNull()) {
        assertThat(OffsetDateTime.parse(call.get(moment).textValue())).isNotNull();
      }
    }
    assertThat(call.get("customer_phone").asText("+1")).matches("\\+\\d+|null");
    assertThat(call.get("person_key").textValue()).isNotBlank();
    assertThat(OUTCOMES).contains(call.get("outcome").textValue());
    assertThat(Samples.tree(Samples.bytes(call)).size()).isEqualTo(call.size());
  }

  private static Set<String> fields() {
    ObjectNode call = Samples.call(Samples.bytes("classic-campaign-completed"));
    return call.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private static List<String> paths(JsonNode node, String path) {
    List<String> paths = new ArrayList<>();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      paths.add(path + "/" + name);
      paths.addAll(paths(node.get(name), path + "/" + name));
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      paths.addAll(paths(node.get(i), path + "/" + i));
    }
    return paths;
  }

  private static void put(ObjectNode root, String path, JsonNode value) {
    int slash = path.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) root.at(path.substring(0, slash));
    if (value == null) {
      parent.remove(path.substring(slash + 1));
    } else {
      parent.set(path.substring(slash + 1), value);
    }
  }
}
