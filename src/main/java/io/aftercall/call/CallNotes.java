package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The notes of a canonical call as people read them. */
public final class CallNotes {
  private CallNotes() {}

  /**
   * One sentence for each note: {@code do_not_call: said "bitte nicht mehr anrufen", read as yes
   * (is no clear yes or no)}.
   *
   * @param call the canonical call, or what may be seen of it
   */
  public static List<String> sentences(JsonNode call) {
    List<String> sentences = new ArrayList<>();
    for (JsonNode note : call.path("notes")) {
      String name = note.path("name").asText();
      String words = call.path("said").path(name).asText("");
      String read = note.path("read").asText("nothing");
      sentences.add(
          "%s: said \"%s\", read as %s (%s)"
              .formatted(name, words, read, note.path("why").asText()));
    }
    return sentences;
  }
}
