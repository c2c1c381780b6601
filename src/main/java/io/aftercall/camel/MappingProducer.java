package io.aftercall.camel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.destination.CallVersion;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.Mapping;
import io.aftercall.mapping.MappingResult;
import io.aftercall.mapping.Trace;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.HistoricMappings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Applies the mapping in force, or the one a delivery is bound to. A record that cannot be made is
 * refused alone; the others travel on.
 */
final class MappingProducer extends DefaultProducer {
  /** Exchange property: takes the {@link Trace} of each record, where somebody listens. */
  static final String LISTENER = "aftercall.mapping.listener";

  private final String name;
  private final Supplier<ConfigSnapshot> rules;
  private final HistoricMappings kept;

  MappingProducer(MappingEndpoint endpoint, Supplier<ConfigSnapshot> rules, HistoricMappings kept) {
    super(endpoint);
    this.name = endpoint.getName();
    this.rules = rules;
    this.kept = kept;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void process(Exchange exchange) {
    Mapping mapping =
        rules
            .get()
            .mappings()
            .find(name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is no mapping config/mappings/" + name + ".yaml"));
    Object body = exchange.getMessage().getBody();
    List<?> calls = body instanceof List<?> list ? list : List.of(body);
    Consumer<Trace> listener = exchange.getProperty(LISTENER, Consumer.class);
    List<ObjectNode> records = map(mapping, listener, calls, batch(exchange, calls.size()));
    if (body instanceof List<?>) {
      exchange.getMessage().setBody(records);
    } else {
      exchange.getMessage().setBody(records.isEmpty() ? null : records.get(0));
    }
    if (records.isEmpty()) {
      // Nothing is left to send: all were refused.
      exchange.setRouteStop(true);
    }
  }

  private static List<DeliveryItem> batch(Exchange exchange, int calls) {
    DeliveryBatch deliveryBatch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    List<DeliveryItem> open = deliveryBatch == null ? List.of() : deliveryBatch.open();
    if (deliveryBatch != null && open.size() != calls) {
      throw new IllegalStateException(
          "mapping: must come right after outbox:, before any step that changes the body");
    }
    return open;
  }

  private List<ObjectNode> map(
      Mapping current, Consumer<Trace> listener, List<?> calls, List<DeliveryItem> deliveryItems) {
    List<ObjectNode> records = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode call = (ObjectNode) calls.get(i);
      DeliveryItem deliveryItem = deliveryItems.isEmpty() ? null : deliveryItems.get(i);
      Mapping mapping = deliveryItem == null ? current : mapping(current, deliveryItem);
      if (mapping == null) {
        continue;
      }
      MappingResult mappingResult =
          listener == null ? mapping.apply(call) : told(mapping.trace(call), listener);
      if (deliveryItem != null) {
        deliveryItem.record(mappingResult.record(), mapping.version());
        deliveryItem.callVersion(callVersion(call));
        deliveryItem.recordKey(mappingResult.key());
        deliveryItem.cautions(mapping.careful(mappingResult));
        deliveryItem.optional().rules(mapping.needed(), field -> mapping.defaultOf(field, call));
      }
      if (mappingResult.refusal() == null) {
        records.add(mappingResult.record());
      } else if (deliveryItem != null) {
        deliveryItem.completeLocally(
            new Outcome.Rejected(
                mappingResult.refusal().reason(), mappingResult.refusal().field()));
      }
    }
    return records;
  }

  /** Null, and the item is settled, when what it is bound to cannot be had. */
  private Mapping mapping(Mapping current, DeliveryItem deliveryItem) {
    String version = deliveryItem.pinnedMappingVersion();
    if (version == null || version.equals(current.version())) {
      return current;
    }
    Mapping original = kept.find(name, version).orElse(null);
    if (original == null) {
      deliveryItem.completeLocally(
          Outcome.Rejected.because(
              "version %s of mapping %s is not kept here, or cannot be used any more; send it again"
                      .formatted(version, name)
                  + " by the current one (retry --mapping current)"));
    }
    return original;
  }

  private static CallVersion callVersion(ObjectNode call) {
    Instant end = moment(call.path("finished_at").asText(""));
    return CallVersion.of(
        call.path("source").asText(),
        call.path("id").asText(),
        call.path("revision").asInt(1),
        end == null ? moment(call.path("created_at").asText("")) : end);
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException unsaid) {
      return null;
    }
  }

  private static MappingResult told(Trace trace, Consumer<Trace> listener) {
    listener.accept(trace);
    return trace.mapped();
  }
}
