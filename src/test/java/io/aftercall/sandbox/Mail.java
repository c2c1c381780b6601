package io.aftercall.sandbox;

import java.util.List;
import java.util.Map;

/**
 * One message as one recipient got it.
 *
 * @param from address of the sender as the envelope says
 * @param to address of this recipient as the envelope says, so a blind copy shows up too
 * @param headers unfolded and decoded; names compare without case; repeated ones one per line
 */
public record Mail(
    String from, String to, String subject, Map<String, String> headers, Content content) {

  /**
   * @param text the plain part, or empty
   * @param html the HTML part, or empty
   * @param others calendar parts and attachments
   */
  public record Content(String text, String html, List<Part> others) {}

  /**
   * @param type lower case with its parameters: {@code text/calendar; method=request}
   * @param name file name, or empty
   */
  public record Part(String type, String name, String text) {}

  public String text() {
    return content.text();
  }

  public String html() {
    return content.html();
  }

  /** The header's value, or an empty string. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String messageId() {
    return header("Message-ID");
  }
}
