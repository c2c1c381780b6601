package io.aftercall.destination;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request as a dry run would send it. It holds the call's personal data and no secret.
 *
 * @param address scheme, host and port; the setting that holds it where it is only named, as in
 *     {@code $HUBSPOT_URL}
 * @param query as it is written, decoded, without the question mark; empty for none
 * @param headers by name; the value of one that may hold a secret is {@value #HIDDEN}
 * @param body as text; empty for none
 */
public record PlannedRequest(
    String method,
    String address,
    String path,
    String query,
    Map<String, String> headers,
    String body) {
  public static final String HIDDEN = "(not shown)";

  /** Headers whose values are shown: none of them lets anybody in. */
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "accept-language",
          "content-encoding",
          "content-type",
          "idempotency-key",
          "if-match",
          "if-none-match",
          "prefer",
          "user-agent",
          "webhook-id",
          "webhook-timestamp");

  private static final Pattern PARAMETER = Pattern.compile("([^&=]*)=([^&]*)");

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(key|token|secret|pass|auth|sign|session|credential).*");

  public PlannedRequest {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> all.put(name, isShown(name) ? value : HIDDEN));
    headers = all;
    query = plain(query);
  }

  private static boolean isShown(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return SHOWN.contains(name) || name.startsWith("sforce-");
  }

  private static String plain(String query) {
    StringBuilder plain = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(query);
    while (parameter.find()) {
      String value = SECRET.matcher(parameter.group(1)).matches() ? HIDDEN : parameter.group(2);
      parameter.appendReplacement(
          plain, Matcher.quoteReplacement(parameter.group(1) + "=" + decoded(value)));
    }
    return parameter.appendTail(plain).toString();
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
