package io.aftercall.sandbox.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request as it came in.
 *
 * @param path undecoded, without the query: {@code /sobjects/Lead/Email/a%40b.example}
 * @param query undecoded, without the question mark; empty when there is none
 * @param headers names compare without case; repeated ones are joined by a comma
 */
public record Ask(
    String method, String path, String query, Map<String, String> headers, byte[] body) {

  /** The header's value, or an empty string. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Path segments, each percent-decoded on its own, so that a {@code %2F} stays inside one. */
  public List<String> segments() {
    return Arrays.stream(path.split("/", -1)).skip(1).map(Ask::decodeSegment).toList();
  }

  public Map<String, String> parameters() {
    return pairs(query);
  }

  /** The body read as a web form. */
  public Map<String, String> form() {
    return pairs(text());
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static String decodeSegment(String text) {
    return decode(text.replace("+", "%2B"));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
