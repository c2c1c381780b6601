package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One change that was committed.
 *
 * @param number counts from 1 over all objects
 * @param key value of the external id the writer used, or an empty string
 * @param values the fields the writer set, empty for a deletion
 */
public record Write(
    long number, Kind kind, String object, String id, String key, ObjectNode values) {
  public enum Kind {
    CREATED,
    UPDATED,
    DELETED
  }
}
