package io.aftercall.call;

import java.util.HashMap;
import java.util.Map;

/**
 * What a field of the canonical call says about the person. The one place where this is declared;
 * what is not named here says nothing.
 */
public enum Sensitivity {
  /** Nothing about the person. */
  OPEN,
  /** Who it is. */
  IDENTIFYING(
      "customer_phone",
      "customer_phone_raw",
      "customer_name",
      "customer_company",
      "customer_email",
      "person_key",
      "assistant_name",
      "lead",
      "input_variables"),
  /** What was said, and what can be heard. */
  SENSITIVE(
      "transcript",
      "segments",
      "summary",
      "recording_url",
      "extracted_variables",
      "sentiment",
      "said"),
  /** Both, in any shape: the call as it came. */
  WHOLE("raw");

  private static final Map<String, Sensitivity> BY_FIELD = new HashMap<>();

  static {
    for (Sensitivity sensitivity : values()) {
      for (String field : sensitivity.fields) {
        BY_FIELD.put(field, sensitivity);
      }
    }
  }

  private final String[] fields;

  Sensitivity(String... fields) {
    this.fields = fields;
  }

  /**
   * @param path of the canonical call: {@code .lead.variables.company}; everything below a field is
   *     of the field's class
   */
  public static Sensitivity of(String path) {
    String[] names = path.strip().split("[.\\[\\]]+");
    String first = names.length > 1 ? names[1] : names.length == 1 ? names[0] : "";
    return BY_FIELD.getOrDefault(first, OPEN);
  }
}
