package io.aftercall.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form as senders without JSON write it: the JSON in one of its fields, or else its fields as one
 * object of texts.
 */
final class FormBody {
  private static final int MOST_FIELDS = 500;
  private static final Pattern URL_ENCODED =
      Pattern.compile("[\\w.*%+\\[\\]-]{1,200}=[^\\s<>{}\"]*");
  private static final Pattern PART_NAME =
      Pattern.compile("name=\"([^\"\\r\\n]{1,200})\"", Pattern.CASE_INSENSITIVE);

  private FormBody() {}

  /** Null when the text is no form. */
  static String json(String text, String contentType) {
    Map<String, String> fields = fields(text, contentType);
    if (fields.isEmpty()) {
      return null;
    }
    for (String value : fields.values()) {
      if (Containers.parsed(value) != null) {
        return value.strip();
      }
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::put);
    return object.toString();
  }

  private static Map<String, String> fields(String text, String contentType) {
    String type = contentType == null ? "" : contentType;
    if (text.startsWith("--") && (type.contains("multipart") || type.isEmpty())) {
      return parts(text);
    }
    int first = text.indexOf('&');
    String pair = first < 0 ? text : text.substring(0, first);
    return URL_ENCODED.matcher(pair).matches() ? pairs(text) : Map.of();
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", MOST_FIELDS)) {
      int equal = pair.indexOf('=');
      if (equal > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, equal)), decoded(pair.substring(equal + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The boundary is the first line; a part is its headers, an empty line and its content. */
  private static Map<String, String> parts(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int line = text.indexOf('\n');
    if (line < 3 || line > 200) {
      return fields;
    }
    String boundary = text.substring(0, line).strip();
    for (String part : text.split(Pattern.quote(boundary), MOST_FIELDS)) {
      int gap = part.indexOf("\r\n\r\n");
      int content = gap < 0 ? part.indexOf("\n\n") + 2 : gap + 4;
      if (content > 1) {
        Matcher name = PART_NAME.matcher(part.substring(0, content));
        if (name.find()) {
          fields.putIfAbsent(name.group(1), part.substring(content).strip());
        }
      }
    }
    return fields;
  }
}
