package io.aftercall.call;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Any bytes at all, given to both who read them. A fuzzer calls this a few million times ({@code
 * mvn -Pfuzz}), and a plain test once for each file of the corpus.
 */
public final class ReaderFuzz {
  private static final SourceRules RULES =
      new SourceRules(
          "fuzz",
          ZoneId.of("Europe/Berlin"),
          "DE",
          List.of(
              variable("interested", SourceRules.Type.BOOLEAN),
              variable("budget", SourceRules.Type.NUMBER),
              variable("when", SourceRules.Type.DATETIME),
              variable("day", SourceRules.Type.DATE)));

  /** Of a sender whose bodies have a shape of their own. */
  private static final PayloadLayout SHAPE =
      new PayloadLayout(
          Map.of(
              "id", List.of(JsonPointer.compile("/data/id"), JsonPointer.compile("/lead/id")),
              "status", List.of(JsonPointer.compile("/status")),
              "customer_phone", List.of(JsonPointer.compile("/data/to_number")),
              "extracted_variables", List.of(JsonPointer.compile("/lead/variables"))),
          Map.of("done", "completed"));

  private static final CallReader KNOWN = new CallReader(RULES);
  private static final CallReader SHAPED =
      new CallReader(
          new SourceRules(
              RULES.source(),
              RULES.zone(),
              RULES.region(),
              RULES.variables(),
              "interested",
              SHAPE));

  private ReaderFuzz() {}

  private static SourceRules.Variable variable(String name, SourceRules.Type type) {
    return new SourceRules.Variable(name, type, List.of(name.substring(0, 3)), List.of());
  }

  /**
   * @throws IllegalStateException when the webhook endpoint and the reader do not say the same, or
   *     a viewer would see whose call it is
   */
  public static void fuzzerTestOneInput(byte[] body) {
    read(body, KNOWN, PayloadLayout.KNOWN);
    read(body, SHAPED, SHAPE);
  }

  private static void read(byte[] body, CallReader reader, PayloadLayout shape) {
    CallIdentity callIdentity = CallIdentity.peek(body, shape);
    ReadResult readResult = reader.read(body, 1);
    if (readResult instanceof ReadResult.Read read) {
      if (!callIdentity.understood()
          || read.kind() != callIdentity.kind()
          || !callIdentity.callId().equals(read.call().path("id").asText())
          || callIdentity.isFinal() != read.call().path("final").booleanValue()) {
        throw new IllegalStateException("the webhook endpoint named it otherwise than the reader");
      }
      String key = read.call().path("person_key").asText(null);
      if (key != null
          && !PersonalDataMask.call(read.call()).path("person_key").asText().startsWith("…(")) {
        throw new IllegalStateException("the veil has a hole");
      }
    } else if (callIdentity.understood() && !known((ReadResult.NotUnderstood) readResult)) {
      throw new IllegalStateException("the webhook endpoint took for a call what nobody can read");
    }
  }

  /** A fault of the reader is a reason to keep the bytes; here it is a find. */
  private static boolean known(ReadResult.NotUnderstood reading) {
    return !reading.why().startsWith("could not be turned into a call");
  }
}
