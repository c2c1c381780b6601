package io.aftercall.destination.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/**
 * The text of an answer as far as it was read; rides in the exchange property {@value #PROPERTY}.
 *
 * @param trouble why it is not the whole text, in plain words; empty when it is
 */
public record ResponseText(String text, String trouble) {
  static final String PROPERTY = "httpText";

  /**
   * @param charset that the answer names; null, or one Java does not know, is UTF-8
   */
  static ResponseText of(byte[] bytes, String charset, String trouble) {
    return new ResponseText(
        new String(bytes, known(charset) ? Charset.forName(charset) : StandardCharsets.UTF_8),
        trouble);
  }

  static boolean known(String charset) {
    try {
      return charset != null && Charset.isSupported(charset);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  /** Of the exchange's last request; its body where nobody was asked, as in a dry run. */
  public static ResponseText of(Exchange exchange) {
    ResponseText read = exchange.getProperty(PROPERTY, ResponseText.class);
    if (read != null) {
      return read;
    }
    String body = exchange.getMessage().getBody(String.class);
    return new ResponseText(body == null ? "" : body, "");
  }
}
