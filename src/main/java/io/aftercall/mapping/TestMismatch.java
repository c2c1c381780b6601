package io.aftercall.mapping;

import io.aftercall.config.SourceLocation;

/**
 * One thing a test expected otherwise.
 *
 * @param place where the expectation stands
 * @param field path in the record, or "" for the record as a whole
 * @param expected as JSON, or in words
 * @param got as JSON, or in words
 */
public record TestMismatch(SourceLocation place, String field, String expected, String got) {
  @Override
  public String toString() {
    String what = field.isEmpty() ? "" : field + ": ";
    return place + ": " + what + "expected " + expected + ", got " + got;
  }
}
