package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.bulk.AuditLog;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.NotFoundException;
import io.aftercall.web.console.ViewPermissions;
import io.aftercall.webhook.RejectedWebhookLog;
import io.aftercall.webhook.WebhookIntake;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks that were sent away, and bodies that a person mended by hand. */
@RestController
@RequestMapping("/api/v1")
public class WebhooksApi {
  private final WebhookIntake webhookIntake;
  private final EventQueries events;
  private final Store store;
  private final AuditLog actions;
  private final ViewPermissions viewPermissions;

  WebhooksApi(
      WebhookIntake webhookIntake,
      EventQueries events,
      Store store,
      AuditLog actions,
      ViewPermissions viewPermissions) {
    this.webhookIntake = webhookIntake;
    this.events = events;
    this.store = store;
    this.actions = actions;
    this.viewPermissions = viewPermissions;
  }

  /** See {@link RejectedWebhookLog.Line}. */
  record RefusedJson(
      String source, String reason, int status, long count, Instant first, Instant last) {
    static RefusedJson of(RejectedWebhookLog.Line line) {
      return new RefusedJson(
          line.source(), line.reason(), line.status(), line.count(), line.first(), line.last());
    }
  }

  /** Since the start of this node, the latest first. */
  record Refused(List<RefusedJson> refused) {}

  @GetMapping("/webhooks/refused")
  Refused refused() {
    return new Refused(webhookIntake.refused().list().stream().map(RefusedJson::of).toList());
  }

  /**
   * What became of a mended body.
   *
   * @param status as at the webhook endpoint
   * @param dismissed whether the event it was mended from needs nobody any more
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Mended(String status, String receipt, int revision, boolean dismissed) {}

  /**
   * Takes in a body that was mended by hand: {@code event} names the one it was made from, which is
   * dismissed once the mended one is understood; without it {@code source} says whose call it is.
   * {@code body} is the text in Base64.
   */
  @PostMapping("/events/mended")
  Mended mended(@RequestBody JsonNode said, Principal who) {
    viewPermissions.requirePeopleAccess();
    String why = ActionBody.why(said.path("why").asText(""), true);
    String id = said.path("event").asText("");
    EventRow from = id.isEmpty() ? null : events.get(id).orElse(null);
    if (!id.isEmpty() && from == null) {
      throw new NotFoundException("there is no event with the receipt " + id);
    }
    String source = from == null ? said.path("source").asText("") : from.source();
    AppendReceipt appendReceipt = takeIn(source, body(said));
    boolean understood = appendReceipt.verdict() != AppendResult.QUARANTINED;
    boolean dismissed = understood && from != null && dismiss(from, appendReceipt, who.getName());
    actions.record(who.getName(), "mend", "the body of one event", why, 1);
    return new Mended(
        appendReceipt.verdict().name().toLowerCase(Locale.ROOT),
        appendReceipt.eventId(),
        appendReceipt.revision(),
        dismissed);
  }

  private static byte[] body(JsonNode said) {
    try {
      byte[] body = Base64.getDecoder().decode(said.path("body").asText(""));
      if (body.length > 0) {
        return body;
      }
    } catch (IllegalArgumentException e) {
      // Said below, like an empty one.
    }
    throw new BadRequestException("body is missing: the mended body in Base64");
  }

  private AppendReceipt takeIn(String source, byte[] body) {
    try {
      return webhookIntake.mended(source, body).join();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          "say which event the body was mended from, or the source whose call it is");
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailableException away) {
        throw away;
      }
      throw e;
    }
  }

  private boolean dismiss(EventRow from, AppendReceipt appendReceipt, String who) {
    String why = "its mended body was taken in as " + appendReceipt.eventId();
    return !from.id().equals(appendReceipt.eventId())
        && store.write(transaction -> events.dismiss(transaction, List.of(from.id()), who, why))
            == 1;
  }
}
