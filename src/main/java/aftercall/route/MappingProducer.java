package aftercall.route;

import aftercall.delivery.Caution;
import aftercall.delivery.Occasion;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import aftercall.mapping.Mapped;
import aftercall.mapping.Mapping;
import aftercall.mapping.Trace;
import aftercall.mapping.Write;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Supplier<Ruleset> rules;
  private final KeptMappings kept;

  MappingProducer(MappingEndpoint endpoint, Supplier<Ruleset> rules, KeptMappings kept) {
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
    List<ObjectNode> records = map(mapping, listener, calls, shipment(exchange, calls.size()));
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

  private static List<Parcel> shipment(Exchange exchange, int calls) {
    Shipment shipment = exchange.getProperty(Shipment.PROPERTY, Shipment.class);
    List<Parcel> open = shipment == null ? List.of() : shipment.open();
    if (shipment != null && open.size() != calls) {
      throw new IllegalStateException(
          "mapping: must come right after outbox:, before any step that changes the body");
    }
    return open;
  }

  private List<ObjectNode> map(
      Mapping current, Consumer<Trace> listener, List<?> calls, List<Parcel> parcels) {
    List<ObjectNode> records = new ArrayList<>(calls.size());
    Map<String, Caution> cautions = cautions(current);
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode call = (ObjectNode) calls.get(i);
      Parcel parcel = parcels.isEmpty() ? null : parcels.get(i);
      Mapping mapping = parcel == null ? current : mapping(current, parcel);
      if (mapping == null) {
        continue;
      }
      Mapped mapped = listener == null ? mapping.apply(call) : told(mapping.trace(call), listener);
      if (parcel != null) {
        parcel.record(mapped.record(), mapping.version());
        parcel.occasion(occasion(call));
        parcel.cautions(mapping == current ? cautions : cautions(mapping));
      }
      if (mapped.refusal() == null) {
        records.add(mapped.record());
      } else if (parcel != null) {
        parcel.settleHere(new Outcome.Refused(mapped.refusal().reason(), mapped.refusal().field()));
      }
    }
    return records;
  }

  /** Null, and the parcel is settled, when what it is bound to cannot be had. */
  private Mapping mapping(Mapping current, Parcel parcel) {
    String version = parcel.boundTo();
    if (version == null || version.equals(current.version())) {
      return current;
    }
    Mapping original = kept.find(name, version).orElse(null);
    if (original == null) {
      parcel.settleHere(
          Outcome.Refused.because(
              "version %s of mapping %s is not kept here, or cannot be used any more; send it again"
                      .formatted(version, name)
                  + " by the current one (retry --mapping current)"));
    }
    return original;
  }

  private static Map<String, Caution> cautions(Mapping mapping) {
    Map<String, Caution> cautions = new HashMap<>();
    mapping
        .careful()
        .forEach(
            (field, careful) ->
                cautions.put(field, new Caution(policy(careful.write()), careful.max())));
    return cautions;
  }

  private static Caution.Policy policy(Write write) {
    return switch (write) {
      case ALWAYS -> throw new IllegalArgumentException("needs no care");
      case IF_EMPTY -> Caution.Policy.IF_EMPTY;
      case IF_OURS -> Caution.Policy.IF_OURS;
      case APPEND -> Caution.Policy.APPEND;
      case NEWER -> Caution.Policy.NEWER;
    };
  }

  private static Occasion occasion(ObjectNode call) {
    Instant end = moment(call.path("finished_at").asText(""));
    return Occasion.of(
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

  private static Mapped told(Trace trace, Consumer<Trace> listener) {
    listener.accept(trace);
    return trace.mapped();
  }
}
