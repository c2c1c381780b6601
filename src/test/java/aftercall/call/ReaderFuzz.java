package aftercall.call;

import java.time.ZoneId;
import java.util.List;

/**
 * Any bytes at all, given to both who read them. A fuzzer calls this a few million times ({@code
 * mvn -Pfuzz}), and a plain test once for each file of the corpus.
 */
public final class ReaderFuzz {
  private static final CallReader READER =
      new CallReader(
          new SenderRules(
              "fuzz",
              ZoneId.of("Europe/Berlin"),
              "DE",
              List.of(
                  variable("interested", SenderRules.Type.BOOLEAN),
                  variable("budget", SenderRules.Type.NUMBER),
                  variable("when", SenderRules.Type.DATETIME),
                  variable("day", SenderRules.Type.DATE))));

  private ReaderFuzz() {}

  private static SenderRules.Variable variable(String name, SenderRules.Type type) {
    return new SenderRules.Variable(name, type, List.of(name.substring(0, 3)), List.of());
  }

  /**
   * @throws IllegalStateException when the door and the reader do not say the same, or a viewer
   *     would see whose call it is
   */
  public static void fuzzerTestOneInput(byte[] body) {
    Envelope envelope = Envelope.peek(body);
    Reading reading = READER.read(body, 1);
    if (reading instanceof Reading.Read read) {
      if (!envelope.understood()
          || read.kind() != envelope.kind()
          || !envelope.callId().equals(read.call().path("id").asText())) {
        throw new IllegalStateException("the door named it otherwise than the reader");
      }
      String key = read.call().path("person_key").asText(null);
      if (key != null && !"hidden".equals(Veil.over(read.call()).path("person_key").asText())) {
        throw new IllegalStateException("the veil has a hole");
      }
    } else if (envelope.understood() && !known((Reading.NotUnderstood) reading)) {
      throw new IllegalStateException("the door took for a call what nobody can read");
    }
  }

  /** A fault of the reader is a reason to keep the bytes; here it is a find. */
  private static boolean known(Reading.NotUnderstood reading) {
    return !reading.why().startsWith("could not be turned into a call");
  }
}
