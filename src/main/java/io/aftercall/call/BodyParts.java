package io.aftercall.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls of a body that holds several: a list of objects, or one object after the other (JSON
 * lines).
 */
public final class BodyParts {
  /** More in one request is no list of calls but an export. */
  private static final int MOST = 1_000;

  private BodyParts() {}

  /**
   * Cuts a body into its calls.
   *
   * @param contentType as the sender declared it, or null
   * @return the bytes of each, as they stand in the body; empty when it is not several
   */
  public static List<byte[]> of(byte[] body, String contentType) {
    try {
      return cut(body);
    } catch (IOException e) {
      try {
        return cut(BodyText.json(body, contentType));
      } catch (IOException broken) {
        return List.of();
      }
    }
  }

  private static List<byte[]> cut(byte[] body) throws IOException {
    // A parser that reads bytes says where; one that had to find UTF-16 would count characters.
    if (body.length < 2 || body[0] == 0 || body[1] == 0 || (body[0] & 0xfe) == 0xfe) {
      throw new IOException("not UTF-8");
    }
    List<byte[]> parts = new ArrayList<>();
    try (JsonParser parser = LenientJson.parser(body)) {
      JsonToken first = parser.nextToken();
      boolean listed = first == JsonToken.START_ARRAY;
      JsonToken token = listed ? parser.nextToken() : first;
      while (token != null && token != JsonToken.END_ARRAY && parts.size() <= MOST) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        parts.add(Arrays.copyOfRange(body, from, to));
        token = parser.nextToken();
      }
      if (listed && parser.nextToken() != null) {
        return List.of();
      }
    }
    boolean several = parts.size() > 1 && parts.size() <= MOST;
    return several && parts.stream().anyMatch(part -> part[0] == '{') ? parts : List.of();
  }
}
