package io.aftercall.mapping;

import static io.aftercall.mapping.ConversionKind.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Conversions of texts. */
final class TextConversions {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\d!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\d!#$%&'*+/=?^_`{|}~-]+)*"
              + "@(?:[\\p{L}\\d](?:[\\p{L}\\d-]{0,61}[\\p{L}\\d])?\\.)+[\\p{L}]{2,24}");

  private static final Pattern URL =
      Pattern.compile("https?://[^\\s/?#\"<>]+[^\\s\"<>]*", Pattern.CASE_INSENSITIVE);

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern LINE_END = Pattern.compile("[ \\t\\u00a0]*\\r?\\n");
  private static final Pattern GAP = Pattern.compile("\\n{3,}");
  private static final Pattern WORD_START = Pattern.compile("(?<![\\p{L}\\d'’])\\p{Ll}");
  private static final int LONGEST_EMAIL = 254;

  static final List<ConversionKind> ALL =
      List.of(
          plain(
              "email",
              "an e-mail address; anything else is none",
              "not an e-mail address",
              TextConversions::email),
          plain(
              "url", "a web address with http or https", "not a web address", TextConversions::url),
          plain("truncate", "cut to that many characters, with … at the end", "", null)
              .needing("a number of characters", TextConversions::truncate),
          plain(
                  "lines",
                  "a list or a group as lines of text; in texts, tidy line ends",
                  "",
                  (value, conversionContext) -> lines(value, Set.of()))
              .taking("names to leave out, with commas", TextConversions::lines),
          plain("list", "a list in one line", "", TextConversions::joined)
              .taking(
                  "what stands between, as it is written, else a comma and a blank",
                  TextConversions::list),
          text("upper", "in capital letters", text -> text.toUpperCase(Locale.ROOT)),
          text("lower", "in small letters", text -> text.toLowerCase(Locale.ROOT)),
          text("trim", "without blanks around, and single ones inside", TextConversions::trim),
          text("capitalise", "every word with a capital letter", TextConversions::capitalise),
          text("digits", "only the digits", text -> text.replaceAll("\\D+", "")),
          text(
              "html",
              "safe inside HTML: &amp; &lt; &gt; and quotes escaped",
              TextConversions::html),
          plain(
              "json",
              "as JSON text",
              "",
              (value, conversionContext) -> TextNode.valueOf(value.toString())));

  private TextConversions() {}

  private static ConversionKind text(String name, String sentence, UnaryOperator<String> change) {
    return plain(
        name,
        sentence,
        "",
        (value, conversionContext) -> node(change.apply(ScalarValues.text(value))));
  }

  private static JsonNode node(String text) {
    return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
  }

  private static JsonNode email(JsonNode value, ConversionContext conversionContext) {
    String text = ScalarValues.text(value).strip();
    String address = text.regionMatches(true, 0, "mailto:", 0, 7) ? text.substring(7) : text;
    boolean fits = address.length() <= LONGEST_EMAIL && EMAIL.matcher(address).matches();
    if (!fits) {
      return null;
    }
    int at = address.lastIndexOf('@');
    return TextNode.valueOf(
        address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT));
  }

  private static JsonNode url(JsonNode value, ConversionContext conversionContext) {
    String text = ScalarValues.text(value).strip();
    String address = text.startsWith("www.") ? "https://" + text : text;
    return URL.matcher(address).matches() ? TextNode.valueOf(address) : null;
  }

  private static Optional<Conversion.Step> truncate(String length) {
    return NumberConversions.count(length)
        .map(
            max ->
                (value, conversionContext) ->
                    TextNode.valueOf(ScalarValues.cut(ScalarValues.text(value), max)));
  }

  private static Optional<Conversion.Step> lines(String names) {
    Set<String> without = Set.copyOf(List.of(names.strip().split("\\s*,\\s*", -1)));
    return Optional.of((value, conversionContext) -> lines(value, without));
  }

  private static JsonNode lines(JsonNode value, Set<String> without) {
    if (value.isObject()) {
      StringJoiner lines = new StringJoiner("\n");
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        if (!without.contains(entry.getKey()) && !ScalarValues.isAbsent(entry.getValue())) {
          lines.add(label(entry.getKey()) + ": " + ScalarValues.spoken(entry.getValue()));
        }
      }
      return node(lines.toString());
    }
    if (value.isArray()) {
      return node(ScalarValues.joined(value, "\n"));
    }
    String tidy = LINE_END.matcher(ScalarValues.text(value)).replaceAll("\n");
    return node(GAP.matcher(tidy).replaceAll("\n\n").strip());
  }

  /** {@code contact_reason} becomes {@code Contact reason}. */
  private static String label(String name) {
    String words = name.replace('_', ' ').strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static JsonNode joined(JsonNode value, ConversionContext conversionContext) {
    return node(ScalarValues.text(value));
  }

  private static Optional<Conversion.Step> list(String separator) {
    if (separator.isEmpty()) {
      return Optional.of(TextConversions::joined);
    }
    return Optional.of(
        (value, conversionContext) ->
            node(
                value.isArray()
                    ? ScalarValues.joined(value, separator)
                    : ScalarValues.text(value)));
  }

  private static String trim(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  private static String capitalise(String text) {
    return WORD_START.matcher(text).replaceAll(start -> start.group().toUpperCase(Locale.ROOT));
  }

  private static String html(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
