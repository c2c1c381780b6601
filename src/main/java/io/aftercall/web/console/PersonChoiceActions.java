package io.aftercall.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.bulk.AuditLog;
import io.aftercall.outbox.DeliveryActions;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.person.Caller;
import io.aftercall.person.PersonLedger;
import io.aftercall.routing.CallCache;
import io.aftercall.store.PageRequest;
import io.aftercall.store.Store;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a caller is, said by a person: the records a delivery was parked for, side by side, and the
 * choice among them, which is remembered and lets every parked delivery of the person go on.
 */
public final class PersonChoiceActions {
  /** Says that a record of its own is to be made. */
  public static final String NEW = "new";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SYSTEM = "salesforce";
  private static final String AMBIGUOUS = "[PERSON_AMBIGUOUS]";
  private static final String UNKNOWN = "[PERSON_UNKNOWN]";
  private static final Map<String, String> OBJECTS = Map.of("003", "Contact", "00Q", "Lead");
  private static final int PIECE = 500;

  private final Store store;
  private final DeliveryQueries deliveries;
  private final DeliveryActions deliveryActions;
  private final CallCache calls;
  private final Optional<PersonLedger.Stored> ledger;
  private final Access access;

  /** Who may, and where it is written down. */
  record Access(ViewPermissions viewPermissions, AuditLog auditLog, InstantSource clock) {}

  /**
   * @param reason why it was parked
   * @param choices objects with {@code object}, {@code id}, {@code name}, {@code company}, {@code
   *     email}, {@code phones}, {@code changed_at}
   */
  public record Choices(String delivery, String destination, String reason, JsonNode choices) {}

  PersonChoiceActions(
      Store store,
      DeliveryQueries deliveries,
      DeliveryActions deliveryActions,
      CallCache calls,
      PersonLedger ledger,
      Access access) {
    this.store = store;
    this.deliveries = deliveries;
    this.deliveryActions = deliveryActions;
    this.calls = calls;
    this.ledger =
        ledger instanceof PersonLedger.Stored stored ? Optional.of(stored) : Optional.empty();
    this.access = access;
  }

  /** The records a parked delivery may be about; they name people. */
  public Choices choices(String deliveryId) {
    access.viewPermissions().requirePeopleAccess();
    DeliveryRow row = parked(deliveryId);
    JsonNode said =
        deliveries.answers(deliveryId).entrySet().stream()
            .max(Comparator.comparing(Map.Entry::getKey))
            .map(Map.Entry::getValue)
            .map(PersonChoiceActions::read)
            .orElse(JSON.createObjectNode());
    JsonNode choices = said.path("choices");
    return new Choices(
        row.id(),
        row.destination(),
        row.reason(),
        choices.isArray() ? choices : JSON.createArrayNode());
  }

  private static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException cut) {
      return JSON.createObjectNode();
    }
  }

  private DeliveryRow parked(String deliveryId) {
    DeliveryRow row =
        deliveries
            .get(deliveryId)
            .orElseThrow(() -> new NotFoundException("there is no delivery with this id"));
    String reason = row.reason() == null ? "" : row.reason();
    if (row.state() != DeliveryState.REJECTED
        || !reason.contains(AMBIGUOUS) && !reason.contains(UNKNOWN)) {
      throw new BadRequestException("the delivery does not wait for somebody to say who it is");
    }
    return row;
  }

  /**
   * @param record id of a Contact or Lead, or {@value #NEW}
   * @return how many parked deliveries of the person go on
   */
  public int choose(String deliveryId, String record, String who, String why) {
    access.viewPermissions().requirePeopleAccess();
    DeliveryRow row = parked(deliveryId);
    boolean fresh = NEW.equals(record);
    String object = fresh ? "" : object(record);
    ObjectNode call = calls.of(List.of(row.eventId())).calls().get(row.eventId());
    if (call == null) {
      throw new BadRequestException("the stored call is gone or cannot be read any more");
    }
    ledger
        .orElseThrow(() -> new BadRequestException("nothing is remembered here"))
        .choose(SYSTEM, Caller.of(call), object, fresh ? "" : record.strip(), who);
    int going = retry(row, who, why);
    access
        .auditLog()
        .record(who, "choose-person", row.id() + ": " + (fresh ? NEW : record), why, going);
    return going;
  }

  private static String object(String record) {
    String id = record == null ? "" : record.strip();
    String object = id.length() < 3 ? null : OBJECTS.get(id.substring(0, 3));
    if (object == null || !id.matches("[A-Za-z0-9]{15}|[A-Za-z0-9]{18}")) {
      throw new BadRequestException(
          "record is the id of a Contact (003…) or a Lead (00Q…) of 15 or 18 characters, or 'new'");
    }
    return object;
  }

  private int retry(DeliveryRow row, String who, String why) {
    DeliveryFilter filter =
        DeliveryFilter.all()
            .in(DeliveryState.REJECTED)
            .ofPerson(row.personKey())
            .because(row.reason());
    PageRequest piece = new PageRequest("", access.clock().instant(), PIECE);
    return store.write(
        transaction ->
            deliveryActions
                .act(
                    transaction,
                    DeliveryActions.Action.RETRY,
                    filter,
                    piece,
                    new DeliveryActions.ActionRequest(who, why))
                .changed());
  }
}
