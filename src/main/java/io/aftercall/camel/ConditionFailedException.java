package io.aftercall.camel;

/**
 * A condition of a decide route that jq cannot answer for a call. The message names file, line and
 * field, and no value of the call.
 */
final class ConditionFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ConditionFailedException(String message) {
    super(message);
  }
}
