package io.aftercall.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/** The one way bytes become JSON here, with its limits and its forgiveness. */
final class LenientJson {
  /** What is said of a body that holds several calls. */
  static final String LIST = "is a list of several, not one object";

  private static final int MAX_DEPTH = 100;
  private static final int MAX_DIGITS = 1000;

  /** Names, values and brackets; an hour of talk word by word has a tenth of it. */
  private static final int MAX_TOKENS = 500_000;

  /** The webhook endpoint bounds the body, so a long transcript needs no second limit. */
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
          // Templates put transcripts in without escaping their line ends.
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
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

  /** The tree of the value the parser stands on. */
  static JsonNode node(JsonParser parser) throws IOException {
    return MAPPER.readTree(parser);
  }

  /** The object or list a text spells; null if it is none. */
  static JsonNode ofText(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonNode tree = MAPPER.readTree(parser);
      return tree != null && parser.nextToken() == null ? tree : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads tokens within the same limits; for bytes in UTF-8. */
  static JsonParser parser(byte[] body) throws IOException {
    return FACTORY.createParser(body);
  }

  /** The same as {@link #read(byte[], String, Walk)} of a body without a declared type. */
  static <T> T read(byte[] body, Walk<T> walk) throws UnreadableBodyException {
    return read(body, null, walk);
  }

  /**
   * Walks over the one object in {@code body}. Byte order marks and NULs around it are skipped, a
   * list of exactly one object counts as that object, raw line ends in texts are read, and bytes
   * that are no UTF-8 are read in the charset they are in.
   *
   * @param contentType as the sender declared it, or null
   */
  static <T> T read(byte[] body, String contentType, Walk<T> walk) throws UnreadableBodyException {
    try {
      return walk(body, walk);
    } catch (StreamConstraintsException e) {
      throw tooDeep();
    } catch (IOException | NotPlain e) {
      return readText(body, contentType, walk);
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  /** What failed as plain JSON in UTF-8 may be JSON in another charset, or in a form. */
  private static <T> T readText(byte[] body, String contentType, Walk<T> walk)
      throws UnreadableBodyException {
    try {
      return walk(BodyText.json(body, contentType), walk);
    } catch (StreamConstraintsException e) {
      throw tooDeep();
    } catch (IOException e) {
      throw new UnreadableBodyException("is not JSON" + place(e));
    } catch (NotPlain e) {
      throw new UnreadableBodyException(e.getMessage());
    } catch (RuntimeException e) {
      throw fault(e);
    }
  }

  private static UnreadableBodyException tooDeep() {
    return new UnreadableBodyException(
        String.format(
            Locale.ENGLISH,
            "is deeper than %d levels, holds more than %,d names and values, or one too long",
            MAX_DEPTH,
            MAX_TOKENS));
  }

  /** A fault of the parser is a reason, not an end: whatever comes is kept. */
  private static UnreadableBodyException fault(RuntimeException e) {
    return new UnreadableBodyException("could not be read: " + e.getClass().getSimpleName());
  }

  /** It is no JSON object, but may hold one: in a form, behind a byte order mark. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlain(String why) {
      super(why, null, false, false);
    }
  }

  private static <T> T walk(byte[] body, Walk<T> walk)
      throws IOException, UnreadableBodyException, NotPlain {
    try (JsonParser parser = FACTORY.createParser(body, 0, withoutNuls(body))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new UnreadableBodyException("is empty");
      }
      boolean listed = first == JsonToken.START_ARRAY;
      if ((listed ? parser.nextToken() : first) != JsonToken.START_OBJECT) {
        throw new NotPlain("is JSON, but not one object");
      }
      T result = walk.over(parser);
      if (listed && parser.nextToken() != JsonToken.END_ARRAY) {
        throw new UnreadableBodyException(LIST);
      }
      JsonToken rest = parser.nextToken();
      if (rest == JsonToken.START_OBJECT) {
        throw new UnreadableBodyException(LIST);
      }
      if (rest != null) {
        throw new UnreadableBodyException("goes on after the end of its JSON");
      }
      return result;
    }
  }

  /** The length without NULs at the end, which C programs send along; UTF-16 ends with one. */
  private static int withoutNuls(byte[] body) {
    int length = body.length;
    boolean wide = length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xfe) == 0xfe);
    while (!wide && length > 0 && body[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** Only where, never what: the parser's own message quotes the body. */
  private static String place(IOException e) {
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }
}
