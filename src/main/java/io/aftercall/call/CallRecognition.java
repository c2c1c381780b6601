package io.aftercall.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The few fields by which a body is recognised, collected from tokens or from a tree, and the rules
 * that make a kind and an id of them.
 */
final class CallRecognition {
  private static final int MAX_ID = 200;

  /** Beyond this a double does not know every whole number. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private static final Pattern CALL_WORD = Pattern.compile("(?<![a-z])call(?![a-z])");

  /** A plain {@code inbound} or {@code whatsapp} is a type, {@code call.completed} an event. */
  private static final Pattern EVENT_TYPE =
      Pattern.compile("\\w+\\..+|(call|message|conversation)_.+", Pattern.CASE_INSENSITIVE);

  /** Any of these says "this is about a call", even when its value is null. */
  private static final Set<String> CALL_FIELDS =
      Set.of(
          "duration",
          "duration_sec",
          "duration_ms",
          "answered_by",
          "customer_phone",
          "client_phone_number",
          "assistant_phone",
          "from_number",
          "to_number",
          "transcript",
          "extracted_variables",
          "recording_url",
          "finished_at",
          "ended_at");

  private enum Mark {
    EVENT,
    TYPE,
    ID,
    CALL_ID,
    CONVERSATION_ID,
    MESSAGE_COUNT,
    MESSAGE_SID,
    WHATSAPP_MESSAGE_ID,
    DATA,
    CALL,
    STATUS,
    CALL_STATUS,
    CALL_FIELD;

    private static final Map<String, Mark> BY_NAME = new HashMap<>();

    boolean isStatus() {
      return this == STATUS || this == CALL_STATUS;
    }

    static {
      CALL_FIELDS.forEach(name -> BY_NAME.put(name, CALL_FIELD));
      Arrays.stream(values())
          .filter(mark -> mark != CALL_FIELD)
          .forEach(mark -> BY_NAME.put(mark.name().toLowerCase(Locale.ROOT), mark));
    }
  }

  private final Map<Mark, String> texts = new EnumMap<>(Mark.class);
  private boolean callFields;
  private CallRecognition data;
  private CallRecognition call;

  private CallRecognition() {}

  /** Collects from tokens; the parser stands on the object's first brace. */
  static CallRecognition scan(JsonParser parser) throws IOException {
    return scan(parser, true);
  }

  private static CallRecognition scan(JsonParser parser, boolean root) throws IOException {
    CallRecognition callRecognition = new CallRecognition();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Mark mark = Mark.BY_NAME.get(name);
      JsonToken token = parser.nextToken();
      if (mark == null) {
        parser.skipChildren();
      } else if (root && (mark == Mark.DATA || mark == Mark.CALL)) {
        callRecognition.nest(mark, token == JsonToken.START_OBJECT ? scan(parser, false) : null);
        parser.skipChildren();
      } else {
        callRecognition.see(mark, token, word(mark, name, token, parser));
        parser.skipChildren();
      }
    }
    return callRecognition;
  }

  /** Collects from a tree, with the same result as from the tokens it was made of. */
  static CallRecognition of(ObjectNode root) {
    return of(root, true);
  }

  private static CallRecognition of(ObjectNode object, boolean root) {
    CallRecognition callRecognition = new CallRecognition();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Mark mark = Mark.BY_NAME.get(field.getKey());
      JsonNode value = field.getValue();
      if (mark == null) {
        continue;
      }
      if (root && (mark == Mark.DATA || mark == Mark.CALL)) {
        callRecognition.nest(mark, value instanceof ObjectNode nested ? of(nested, false) : null);
      } else {
        String word = mark.isStatus() ? JsonFields.text(field.getKey(), value) : plain(value);
        callRecognition.see(mark, value.asToken(), word);
      }
    }
    return callRecognition;
  }

  /**
   * @param text of a text or a number as it was sent, or null for anything else
   */
  private void see(Mark mark, JsonToken token, String text) {
    switch (mark) {
      case CALL_FIELD -> callFields = true;
      case STATUS -> {
        callFields = true;
        texts.put(mark, text == null || text.isBlank() ? null : text);
      }
      case CALL_STATUS -> texts.put(mark, text == null || text.isBlank() ? null : text);
      default ->
          texts.put(mark, usable(token == JsonToken.VALUE_NUMBER_FLOAT ? whole(text) : text));
    }
  }

  private void nest(Mark mark, CallRecognition nested) {
    if (mark == Mark.DATA) {
      data = nested;
    } else {
      call = nested;
    }
  }

  private static String word(Mark mark, String name, JsonToken token, JsonParser parser)
      throws IOException {
    if (isWord(token)) {
      return parser.getText();
    }
    // Few senders wrap it, and only a tree can be unwrapped.
    boolean wrapped = mark.isStatus() && token.isStructStart();
    return wrapped ? JsonFields.text(name, LenientJson.node(parser)) : null;
  }

  private static String plain(JsonNode value) {
    return isWord(value.asToken()) ? value.asText() : null;
  }

  private static boolean isWord(JsonToken token) {
    return token == JsonToken.VALUE_STRING || token.isNumeric();
  }

  /** {@code 7.0} is the id 7: some languages know no whole numbers. */
  private static String whole(String decimal) {
    double number = Double.parseDouble(decimal);
    boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
    return isWhole ? Long.toString((long) number) : null;
  }

  private static String text(JsonNode value) {
    if (!isWord(value.asToken())) {
      return null;
    }
    return value.isFloatingPointNumber() ? whole(value.asText()) : value.asText();
  }

  /** The name of the event the sender gives, in lower case, or null when it gives none. */
  String event() {
    String event = texts.get(Mark.EVENT);
    if (event != null) {
      return event.toLowerCase(Locale.ROOT);
    }
    String type = texts.get(Mark.TYPE);
    return type != null && EVENT_TYPE.matcher(type).matches()
        ? type.toLowerCase(Locale.ROOT)
        : null;
  }

  /** The object that holds the call: {@code data}, {@code call}, or the root itself. */
  ObjectNode body(ObjectNode root) {
    String wrapper = wrapper();
    return wrapper == null ? root : (ObjectNode) root.get(wrapper);
  }

  /** The name under which the call lies, or null if the root itself is the call. */
  String wrapper() {
    boolean classic = event() == null && callFields && first(Mark.CALL_ID, Mark.ID) != null;
    if (classic) {
      return null;
    }
    if (data != null && data.tells()) {
      return "data";
    }
    return call != null && call.tells() ? "call" : null;
  }

  private CallRecognition body() {
    String wrapper = wrapper();
    return wrapper == null ? this : wrapper.equals("data") ? data : call;
  }

  private boolean tells() {
    return callFields || first(Mark.CALL_ID, Mark.ID, Mark.CONVERSATION_ID) != null;
  }

  CallIdentity envelope() {
    String event = event();
    CallRecognition body = body();
    if (event != null && event.startsWith("message")) {
      return named(
          BodyKind.MESSAGE_STATUS,
          "message:",
          body.first(Mark.MESSAGE_SID, Mark.WHATSAPP_MESSAGE_ID, Mark.ID));
    }
    String conversation = body.first(Mark.CONVERSATION_ID);
    boolean counted = body.first(Mark.MESSAGE_COUNT) != null;
    if (event == null ? conversation != null && counted : event.startsWith("conversation")) {
      return named(
          BodyKind.CONVERSATION, "conversation:", body.first(Mark.CONVERSATION_ID, Mark.ID));
    }
    String id = body.first(Mark.CALL_ID, Mark.ID);
    if (id == null) {
      id = first(Mark.CALL_ID);
    }
    if (event != null && !isCall(event)) {
      return named(BodyKind.OTHER, event + ":", id);
    }
    if (event == null && !body.callFields && body.first(Mark.CALL_ID) == null) {
      return CallIdentity.not("is JSON, but not a call");
    }
    return named(BodyKind.CALL, "", id);
  }

  /** The status of the call in our spelling, else the last word of the event about a call. */
  String status(BodyKind bodyKind) {
    String status = CallStatuses.normal(body().first(Mark.STATUS, Mark.CALL_STATUS));
    String event = status == null && bodyKind == BodyKind.CALL ? event() : null;
    return event == null
        ? status
        : CallStatuses.normal(event.substring(event.lastIndexOf('.') + 1));
  }

  private CallIdentity named(BodyKind bodyKind, String prefix, String id) {
    return id == null
        ? CallIdentity.not(bodyKind == BodyKind.CALL ? "has no call id" : "has no id")
        : CallIdentity.of(bodyKind, prefix + id, CallStatuses.isFinal(status(bodyKind)));
  }

  private static boolean isCall(String event) {
    return CALL_WORD.matcher(event).find();
  }

  private String first(Mark... wanted) {
    for (Mark mark : wanted) {
      String text = texts.get(mark);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The id as text: an integer or a non-blank text a database can hold, else null. */
  static String id(JsonNode value) {
    return value == null ? null : usable(text(value));
  }

  private static String usable(String text) {
    if (text == null || text.length() > MAX_ID || text.isBlank()) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        return null;
      }
    }
    return text.equals("-0") ? "0" : text.strip();
  }
}
