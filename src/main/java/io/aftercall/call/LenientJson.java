package io.aftercall.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The one way bytes become JSON here, with its limits and its forgiveness. */
final class LenientJson {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_DIGITS = 1000;

  /** Names, values and brackets; an hour of talk word by word has a tenth of it. */
  private static final int MAX_TOKENS = 500_000;

  /** The door bounds the body, so a long transcript needs no second limit. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_DIGITS)
          .maxTokenCount(MAX_TOKENS)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(LIMITS)
          .build();

  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private LenientJson() {}

  /** Reads one object; the parser stands on its first brace and is left on its last. */
  interface Walk<T> {
    T over(JsonParser parser) throws IOException;
  }

  /** The tree of the object the parser stands on; of a repeated name the last one stays. */
  static ObjectNode tree(JsonParser parser) throws IOException {
    return MAPPER.readTree(parser);
  }

  /**
   * Walks over the one object in {@code body}. A byte order mark is skipped, a list of exactly one
   * object counts as that object, and broken UTF-8 is replaced rather than refused.
   */
  static <T> T read(byte[] body, Walk<T> walk) throws UnreadableBodyException {
    try {
      return walk(body, walk);
    } catch (StreamConstraintsException e) {
      throw new UnreadableBodyException(
          String.format(
              Locale.ENGLISH,
              "is deeper than %d levels, holds more than %,d names and values, or one too long",
              MAX_DEPTH,
              MAX_TOKENS));
    } catch (IOException e) {
      if (isUtf8(body)) {
        throw new UnreadableBodyException("is not JSON" + place(e));
      }
      byte[] mended = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
      return read(mended, walk);
    } catch (RuntimeException e) {
      // The door promises to keep whatever comes, so a fault of the parser is a reason, not an end.
      throw new UnreadableBodyException("could not be read: " + e.getClass().getSimpleName());
    }
  }

  private static <T> T walk(byte[] body, Walk<T> walk) throws IOException, UnreadableBodyException {
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UnreadableBodyException("is empty");
      }
      boolean listed = first == JsonToken.START_ARRAY;
      if ((listed ? parser.nextToken() : first) != JsonToken.START_OBJECT) {
        throw new UnreadableBodyException("is JSON, but not one object");
      }
      T result = walk.over(parser);
      if (listed && parser.nextToken() != JsonToken.END_ARRAY) {
        throw new UnreadableBodyException("is a list of several, not one object");
      }
      if (parser.nextToken() != null) {
        throw new UnreadableBodyException("goes on after the end of its JSON");
      }
      return result;
    }
  }

  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Only where, never what: the parser's own message quotes the body. */
  private static String place(IOException e) {
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }
}
