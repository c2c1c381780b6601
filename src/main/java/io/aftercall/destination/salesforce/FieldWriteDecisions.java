package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.FieldWriteState;
import io.aftercall.destination.FieldWrites;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Holds each field of a record against what stands there, and leaves out what is not ours. */
final class FieldWriteDecisions implements FieldWrites {
  private static final String THERE = "it is only for a new record";

  @Override
  public Map<String, FieldWriteState> decide(DeliveryItem deliveryItem, Held held) {
    ObjectNode record = deliveryItem.record();
    Map<String, FieldWriteState> own = new HashMap<>();
    Map<String, Set<String>> left = new TreeMap<>();
    for (String field : of(deliveryItem, fieldWritePolicy -> true)) {
      WriteDecision writeDecision = ruling(deliveryItem, held, field);
      if (writeDecision.value() == null) {
        record.remove(field);
        left.computeIfAbsent(writeDecision.left(), why -> new TreeSet<>()).add(field);
      } else {
        record.set(field, writeDecision.value());
        // Another record of the batch may have the same key, and goes later.
        held.fields().set(field, writeDecision.value());
      }
      if (writeDecision.mark() != null) {
        own.put(field, writeDecision.mark());
      }
    }
    held.marks().putAll(own);
    left.forEach((why, fields) -> deliveryItem.note(sentence(why, fields)));
    return own;
  }

  private static WriteDecision ruling(DeliveryItem deliveryItem, Held held, String field) {
    FieldWritePolicy fieldWritePolicy = deliveryItem.cautions().get(field);
    JsonNode ours = deliveryItem.record().get(field);
    JsonNode theirs = held.fields().get(field);
    boolean sent =
        deliveryItem.repeated()
            && SalesforceNormalizer.text(theirs).equals(SalesforceNormalizer.text(ours));
    if (fieldWritePolicy.onlyNew() && held.there() && !sent) {
      return WriteDecision.leave(THERE);
    }
    FieldConflict.Where where = new FieldConflict.Where(held.key(), field);
    FieldWriteState last = held.marks().get(field);
    boolean ifEmpty = fieldWritePolicy.policy() == FieldWritePolicy.Policy.IF_EMPTY;
    boolean gives = ifEmpty && last != null && last.print().equals(placeholder(where, theirs));
    FieldConflict fieldConflict =
        new FieldConflict(
            where,
            ours,
            gives ? null : theirs,
            last,
            deliveryItem.callVersion(),
            deliveryItem.repeated());
    WriteDecision writeDecision = WriteDecision.on(fieldWritePolicy, fieldConflict);
    return ifEmpty && fieldWritePolicy.onlyNew() && writeDecision.value() != null
        ? new WriteDecision(
            ours, "", FieldWriteState.of(placeholder(where, ours), deliveryItem.callVersion()))
        : writeDecision;
  }

  /** The default that we gave a new record stands for nothing: what a call says replaces it. */
  private static String placeholder(FieldConflict.Where where, JsonNode value) {
    return where.print("default " + SalesforceNormalizer.text(value));
  }

  private static String sentence(String why, Set<String> fields) {
    return String.join(", ", fields)
        + (fields.size() == 1 ? " left as it was: " : " left as they were: ")
        + why;
  }

  /** Those of its fields that are there and must be written with such care. */
  static Set<String> of(DeliveryItem deliveryItem, Predicate<FieldWritePolicy> which) {
    Set<String> fields = new TreeSet<>();
    deliveryItem
        .cautions()
        .forEach(
            (field, fieldWritePolicy) -> {
              if (which.test(fieldWritePolicy)
                  && deliveryItem.record() != null
                  && deliveryItem.record().hasNonNull(field)) {
                fields.add(field);
              }
            });
    return fields;
  }
}
