package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What other rules would do otherwise with one record of a call.
 *
 * @param destination where it would go; where it went, when it goes nowhere any more
 * @param from where it went, when it would go elsewhere; else empty
 * @param reason why it is refused or not sent, or what else differs than fields; or empty
 * @param fields that would hold something else
 */
public record PreviewChange(
    Kind kind, String destination, String from, String reason, List<Field> fields) {

  /** In the order people want to read them. */
  public enum Kind {
    CREATED("created"),
    CHANGED("changed"),
    GONE("no longer sent"),
    MOVED("routed elsewhere"),
    REJECTED("rejected");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * @param path of the field: {@code customer.phone}; a line of a letter when there are no fields
   * @param before null when it is not there
   * @param after null when it is left out
   */
  public record Field(String path, JsonNode before, JsonNode after) {}
}
