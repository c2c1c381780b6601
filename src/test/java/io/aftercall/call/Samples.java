package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.SourceRules.Variable;
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

  static final SourceRules RULES =
      new SourceRules(
          "famulor",
          ZoneId.of("Europe/Berlin"),
          "DE",
          List.of(
              variable(
                  "customer_interested", SourceRules.Type.BOOLEAN, "interesse", "interessiert"),
              variable("follow_up_needed", SourceRules.Type.BOOLEAN),
              variable("do_not_call", SourceRules.Type.BOOLEAN),
              variable("status", SourceRules.Type.BOOLEAN, "ziel_erreicht"),
              variable("summary", SourceRules.Type.STRING, "zusammenfassung"),
              variable("contact_reason", SourceRules.Type.STRING, "anliegen", "grund"),
              variable("customer_budget", SourceRules.Type.STRING, "budget_text"),
              variable("employees", SourceRules.Type.NUMBER, "mitarbeiter"),
              variable("next_contact_date", SourceRules.Type.DATE, "wiedervorlage"),
              variable("appointment_at", SourceRules.Type.DATETIME, "wunschtermin"),
              new Variable(
                  "lead_quality",
                  SourceRules.Type.STRING,
                  List.of(),
                  List.of("high", "medium", "low"))));

  static final CallReader READER = new CallReader(RULES);

  private Samples() {}

  private static Variable variable(String name, SourceRules.Type type, String... aliases) {
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
    ReadResult readResult = READER.read(body, 1);
    if (readResult instanceof ReadResult.Read read) {
      return read.call();
    }
    throw new AssertionError(((ReadResult.NotUnderstood) readResult).why());
  }
}
