package io.aftercall.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.web.console.EventHistories;
import io.aftercall.web.console.EventHistory;
import io.aftercall.web.console.MissingCalls;
import io.aftercall.web.console.ViewPermissions;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole story of one call. */
@RestController
public class CallApi {
  private final EventHistories stories;
  private final MissingCalls missing;
  private final ViewPermissions viewPermissions;
  private final ObjectMapper json;

  CallApi(
      EventHistories stories,
      MissingCalls missing,
      ViewPermissions viewPermissions,
      ObjectMapper json) {
    this.stories = stories;
    this.missing = missing;
    this.viewPermissions = viewPermissions;
    this.json = json;
  }

  /** Call ids are the sender's and may hold any sign, slashes too. */
  @GetMapping("/api/v1/calls/{*callId}")
  ObjectNode call(@PathVariable String callId, @RequestParam(required = false) String source) {
    String id = callId.substring(1);
    List<EventHistory> events = stories.ofCall(source, id);
    if (events.isEmpty()) {
      throw missing.told(source, id);
    }
    ObjectNode answer = json.createObjectNode().put("call_id", id);
    ArrayNode all = answer.putArray("events");
    events.forEach(event -> all.add(event(event)));
    return answer;
  }

  /**
   * The same, for ids that a path cannot hold: with a slash, a percent sign, a semicolon, blank.
   */
  @GetMapping("/api/v1/calls")
  ObjectNode callById(@RequestParam String id, @RequestParam(required = false) String source) {
    return call("/" + id, source);
  }

  private ObjectNode event(EventHistory story) {
    // Whom it was with stands in its story.
    ObjectNode event = json.valueToTree(EventJson.of(story.event(), null));
    event.remove("customer");
    event.put("content_hash", story.event().contentHash());
    event.set("headers", viewPermissions.shownHeaders(headers(story.event().headersJson())));
    event.put("bytes", story.bytes());
    event.set("story", story.story() == null ? null : story.story().json());
    ArrayNode deliveries = event.putArray("deliveries");
    for (EventHistory.DeliveryStory one : story.deliveries()) {
      ObjectNode delivery = json.valueToTree(DeliveryJson.of(one.row()));
      delivery.set(
          "attempts_made",
          json.valueToTree(
              one.attempts().stream()
                  .map(
                      numberedAttempt ->
                          AttemptJson.of(
                              numberedAttempt, one.answers().get(numberedAttempt.number())))
                  .toList()));
      delivery.put("uncounted_answer", one.uncountedAnswer());
      delivery.set("changes", json.valueToTree(ChangeJson.of(one.changes())));
      deliveries.add(delivery);
    }
    event.set("changes", json.valueToTree(ChangeJson.of(story.changes())));
    return event;
  }

  private JsonNode headers(String kept) {
    try {
      return kept == null ? json.createObjectNode() : json.readTree(kept);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("kept headers are no JSON", e);
    }
  }
}
