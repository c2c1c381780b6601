package io.aftercall.destination.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine's part of an error answer, in JSON, XML or one word of plain text: a code and the
 * field it names. Sentences stay out, for they may hold what somebody said.
 *
 * @param code empty when there is none
 * @param field empty when none is named
 */
record AnswerCode(String code, String field) {
  static final AnswerCode NONE = new AnswerCode("", "");

  private static final int MOST_NODES = 500;
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{1,63}");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{6}");

  /** What no name of a person looks like: several words in one, or none but small letters. */
  private static final Pattern SURELY_CODE =
      Pattern.compile(".*[_.:/0-9-].*|.*[a-z][A-Z].*|[A-Z]{3,}|[a-z]+");

  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\[\\]-]{0,63}");
  private static final Pattern WORD =
      Pattern.compile("^\\W{0,3}([A-Za-z]+(?:_[A-Za-z]+)+)\\W{0,3}$");
  private static final Pattern XML =
      Pattern.compile(
          "<(?:\\w+:)?(?:[cC]ode|[eE]rror_?[cC]ode|faultcode)>\\s*([^<\\s]{1,64})\\s*</");
  private static final Pattern HTML =
      Pattern.compile("^\\s*<(!doctype\\s+)?html", Pattern.CASE_INSENSITIVE);

  /** Names under which a code stands, the surest first; the value must be one word. */
  private static final List<String> CODES =
      List.of("errorCode", "error_code", "errorcode", "code", "Code");

  private static final List<String> KINDS =
      List.of("error", "errors", "type", "category", "reason", "status");
  private static final List<String> FIELDS =
      List.of(
          "field", "fields", "fieldName", "param", "parameter", "property", "column", "api_name");
  private static final Set<String> SAYS_NOTHING =
      Set.of("error", "errors", "failure", "failed", "fail", "false", "true", "null", "none", "ok");

  /**
   * @param body an answer's text, or its beginning; may be null
   */
  static AnswerCode of(String body) {
    if (body == null || body.isBlank()) {
      return NONE;
    }
    JsonNode json = HttpStatusClassifier.json(body).orElse(null);
    if (json != null && json.isContainerNode()) {
      return in(json);
    }
    Matcher word = WORD.matcher(body.strip());
    if (body.length() <= 64 && word.matches()) {
      return new AnswerCode(word.group(1), "");
    }
    Matcher xml = XML.matcher(body);
    boolean found = !HTML.matcher(body).find() && xml.find() && isCode(xml.group(1));
    return found ? new AnswerCode(xml.group(1), "") : NONE;
  }

  /** Of any answer that was read as JSON. */
  static AnswerCode in(JsonNode json) {
    String code = "";
    int surest = Integer.MAX_VALUE;
    String field = "";
    Deque<JsonNode> waiting = new ArrayDeque<>(List.of(json));
    for (int seen = 0; !waiting.isEmpty() && seen < MOST_NODES; seen++) {
      JsonNode node = waiting.poll();
      for (int i = 0; i < CODES.size() + KINDS.size() && i < surest; i++) {
        boolean sure = i < CODES.size();
        String found = code(node.path(sure ? CODES.get(i) : KINDS.get(i - CODES.size())), sure);
        if (!found.isEmpty()) {
          code = found;
          surest = i;
        }
      }
      field = field.isEmpty() ? field(node) : field;
      node.forEach(inner -> add(waiting, inner));
    }
    return code.isEmpty() ? NONE : new AnswerCode(code, field);
  }

  private static void add(Deque<JsonNode> waiting, JsonNode inner) {
    if (inner.isContainerNode()) {
      waiting.add(inner);
    }
  }

  private static String code(JsonNode value, boolean sure) {
    // JSON-RPC systems write ["UserError", ["the sentence", …]].
    JsonNode first = value.isArray() ? value.path(0) : value;
    if (sure && first.isInt() && Math.abs(first.intValue()) < 100_000) {
      return first.intValue() == 0 ? "" : first.asText();
    }
    String text = first.isTextual() ? first.textValue() : "";
    boolean fits = isCode(text) && (sure || SURELY_CODE.matcher(text).matches());
    return fits ? text : "";
  }

  private static boolean isCode(String text) {
    return CODE.matcher(text).matches()
        && !LONG_NUMBER.matcher(text).find()
        && !SAYS_NOTHING.contains(text.toLowerCase(Locale.ROOT));
  }

  private static String field(JsonNode node) {
    for (String name : FIELDS) {
      JsonNode value = node.path(name);
      JsonNode first = value.isArray() ? value.path(0) : value;
      if (first.isTextual() && FIELD.matcher(first.textValue()).matches()) {
        return first.textValue();
      }
    }
    return "";
  }

  /** With a blank in front, as it stands behind the status; empty for none. */
  String text() {
    return (code.isEmpty() ? "" : " " + code) + (field.isEmpty() ? "" : " (field " + field + ")");
  }
}
