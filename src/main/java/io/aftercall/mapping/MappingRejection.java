package io.aftercall.mapping;

/**
 * Why a record must not be sent.
 *
 * @param field the poison record's path
 * @param reason plain words without any value of the call
 */
public record MappingRejection(String field, String reason) {
  @Override
  public String toString() {
    return field + ": " + reason;
  }
}
