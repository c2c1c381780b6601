package io.aftercall.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON for human eyes. */
final class Pretty {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pretty() {}

  /** Indented if it is JSON, else as it came. */
  static String json(String text) {
    try {
      return JSON.readTree(text).toPrettyString();
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
