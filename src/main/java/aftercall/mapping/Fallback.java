package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What becomes of a field that has no value.
 *
 * @param otherwise the default, or null
 * @param onError for a value that is there but cannot be used
 */
record Fallback(Origin otherwise, OnError onError, boolean required) {
  JsonNode value(String field, Run run) {
    String trouble = run.trouble();
    if (trouble != null && !(otherwise != null && trouble.equals(Run.UNMATCHED))) {
      switch (onError) {
        case REFUSE -> {
          run.refuse(field, trouble);
          return null;
        }
        case OMIT -> {
          run.note(field, trouble + ": left out");
          return missing(field, run);
        }
        case DEFAULT -> run.note(field, trouble + ": the default is used");
      }
    }
    JsonNode value = otherwise == null ? null : byDefault(run);
    return value == null ? missing(field, run) : value;
  }

  private JsonNode byDefault(Run run) {
    JsonNode value = otherwise.value(run);
    if (value != null) {
      run.found("default", value);
    }
    return value;
  }

  private JsonNode missing(String field, Run run) {
    if (required) {
      run.refuse(field, "nothing there to fill it, and it is required");
    }
    return null;
  }
}
