package io.aftercall.sandbox;

/** Text on its way into a page. */
final class Html {
  private Html() {}

  /** Safe inside elements and inside quoted attributes. */
  static String escape(String text) {
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

  /** An element with text in it. */
  static String element(String tag, String cssClass, String text) {
    return "<%s class=\"%s\">%s</%s>".formatted(tag, cssClass, escape(text), tag);
  }

  /** A small coloured word, or nothing when there is no word. */
  static String badge(String tone, String text) {
    return text.isEmpty() ? "" : element("span", "badge " + tone, text);
  }

  /** One line of a definition list. */
  static String definition(String name, String value) {
    return "<dt>%s</dt><dd>%s</dd>".formatted(escape(name), escape(value));
  }
}
