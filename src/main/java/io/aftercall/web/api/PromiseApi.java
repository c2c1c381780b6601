package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.outbox.PromisedItem;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.PromiseActions;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What calls promised, and when it is due. */
@RestController
@RequestMapping("/api/v1/promises")
class PromiseApi {
  private final PromiseActions promiseActions;

  PromiseApi(PromiseActions promiseActions) {
    this.promiseActions = promiseActions;
  }

  record Page(List<PromiseJson> promises) {}

  record Done(boolean done) {}

  /** See {@link PromisedItem}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record PromiseJson(
      String eventId,
      String source,
      String callId,
      String kind,
      Instant dueAt,
      String dueDay,
      String campaign,
      String owner,
      String deliveryId,
      String state,
      boolean movable) {
    static PromiseJson of(PromisedItem one) {
      return new PromiseJson(
          one.eventId(),
          one.call().source(),
          one.call().callId(),
          one.kind(),
          one.dueAt(),
          one.dueDay().toString(),
          one.campaign(),
          one.owner(),
          one.deliveryId(),
          one.state() == null ? null : one.state().text(),
          one.isMovable());
    }
  }

  @GetMapping
  Page list(@RequestParam Map<String, String> asked) {
    return new Page(promiseActions.find(asked).stream().map(PromiseJson::of).toList());
  }

  @PostMapping("/{delivery}/move")
  Done move(
      @PathVariable String delivery,
      @RequestBody(required = false) Map<String, String> body,
      Principal who) {
    Map<String, String> said = said(body, List.of("due_at", "why"));
    promiseActions.move(
        delivery,
        said.getOrDefault("due_at", ""),
        who.getName(),
        ActionBody.why(said.getOrDefault("why", ""), true));
    return new Done(true);
  }

  @PostMapping("/{delivery}/cancel")
  Done cancel(
      @PathVariable String delivery,
      @RequestBody(required = false) Map<String, String> body,
      Principal who) {
    Map<String, String> said = said(body, List.of("why"));
    promiseActions.cancel(
        delivery, who.getName(), ActionBody.why(said.getOrDefault("why", ""), true));
    return new Done(true);
  }

  private static Map<String, String> said(Map<String, String> body, List<String> known) {
    Map<String, String> said = body == null ? Map.of() : body;
    for (String name : said.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(
            "the body may hold " + String.join(", ", known) + ", not " + name);
      }
    }
    return said;
  }
}
