package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each shipped deliver route carries its own name and calls kamelets as they are declared. */
class ShippedDeliverRoutesTest {
  private static final Path KAMELETS = Path.of("routes/kamelets");

  static List<Path> routes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes/deliver"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteIsNamedAfterItsDestination(Path file) throws IOException {
    String destination = file.getFileName().toString().replace(".camel.yaml", "");
    JsonNode route = yaml(file).get(0).get("route");

    assertThat(route.get("id").asText()).isEqualTo("deliver-" + destination);
    assertThat(route.get("description").asText()).isNotBlank();
    assertThat(route.at("/from/uri").asText()).isEqualTo("outbox:" + destination);
    assertThat(route.at("/from/steps/0/to").asText()).isEqualTo("mapping:" + destination);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aKameletGetsWhatItDeclares(Path file) throws Exception {
    List<String> calls = new ArrayList<>();
    yaml(file).at("/0/route/from/steps").forEach(step -> calls.add(step.get("to").asText()));
    calls.removeIf(uri -> !uri.startsWith("kamelet:"));

    assertThat(calls).isNotEmpty();
    for (String call : calls) {
      String name = call.replaceFirst("^kamelet:", "").replaceFirst("\\?.*", "");
      JsonNode declared = yaml(KAMELETS.resolve(name + ".kamelet.yaml")).at("/spec/definition");
      Set<String> given = new TreeSet<>();
      if (call.contains("?")) {
        given.addAll(URISupport.parseQuery(call.substring(call.indexOf('?') + 1)).keySet());
      }

      Set<String> known = new TreeSet<>();
      declared.get("properties").fieldNames().forEachRemaining(known::add);
      assertThat(known).containsAll(given);
      declared.path("required").forEach(one -> assertThat(given).contains(one.asText()));
    }
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new ObjectMapper().valueToTree(tree);
  }
}
