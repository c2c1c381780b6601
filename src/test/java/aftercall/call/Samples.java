package aftercall.call;

import aftercall.call.SenderRules.Variable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The shipped samples, and a sender to read them for. */
final class Samples {
  static final JsonMapper JSON = JsonMapper.builder().build();

  static final SenderRules RULES =
      new SenderRules(
          "famulor",
          ZoneId.of("Europe/Berlin"),
          "DE",
          List.of(
              variable(
                  "customer_interested", SenderRules.Type.BOOLEAN, "interesse", "interessiert"),
              variable("follow_up_needed", SenderRules.Type.BOOLEAN),
              variable("do_not_call", SenderRules.Type.BOOLEAN),
              variable("status", SenderRules.Type.BOOLEAN, "ziel_erreicht"),
              variable("summary", SenderRules.Type.STRING, "zusammenfassung"),
              variable("contact_reason", SenderRules.Type.STRING, "anliegen", "grund"),
              variable("customer_budget", SenderRules.Type.STRING, "budget_text"),
              variable("employees", SenderRules.Type.NUMBER, "mitarbeiter"),
              variable("next_contact_date", SenderRules.Type.DATE, "wiedervorlage"),
              variable("appointment_at", SenderRules.Type.DATETIME, "wunschtermin"),
              new Variable(
                  "lead_quality",
                  SenderRules.Type.STRING,
                  List.of(),
                  List.of("high", "medium", "low"))));

  static final CallReader READER = new CallReader(RULES);

  private Samples() {}

  private static Variable variable(String name, SenderRules.Type type, String... aliases) {
    return new Variable(name, type, List.of(aliases), List.of());
  }

  static List<Path> all() {
    try (Stream<Path> files = Files.list(Path.of("config/samples"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    return bytes(Path.of("config/samples", name + ".json"));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode tree(byte[] body) {
    try {
      return (ObjectNode) JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The canonical call of a body given as JSON with single quotes. */
  static ObjectNode call(String body) {
    return call(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static ObjectNode call(byte[] body) {
    Reading reading = READER.read(body, 1);
    if (reading instanceof Reading.Read read) {
      return read.call();
    }
    throw new AssertionError(((Reading.NotUnderstood) reading).why());
  }
}
