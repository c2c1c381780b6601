package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What becomes of a field that has no value.
 *
 * @param otherwise the default, or null
 * @param onError for a value that is there but cannot be used
 * @param always whether the default is also for records that are there already
 */
record Fallback(FieldSource otherwise, OnError onError, boolean required, boolean always) {
  static final Fallback NOTHING = new Fallback(null, OnError.OMIT, false, false);

  JsonNode value(String field, MappingRun mappingRun) {
    String trouble = mappingRun.trouble();
    if (trouble != null && !(otherwise != null && trouble.equals(MappingRun.UNMATCHED))) {
      switch (onError) {
        case REJECT -> {
          mappingRun.refuse(field, trouble);
          return null;
        }
        case OMIT -> {
          mappingRun.note(field, trouble + ": left out");
          return missing(field, mappingRun);
        }
        case DEFAULT -> mappingRun.note(field, trouble + ": the default is used");
      }
    }
    JsonNode value = otherwise == null ? null : byDefault(mappingRun);
    return value == null ? missing(field, mappingRun) : value;
  }

  private JsonNode byDefault(MappingRun mappingRun) {
    JsonNode value = otherwise.value(mappingRun);
    if (value != null) {
      mappingRun.foundDefault(value);
    }
    return value;
  }

  JsonNode missing(String field, MappingRun mappingRun) {
    if (required) {
      mappingRun.refuse(field, "nothing there to fill it, and it is required");
    }
    return null;
  }
}
