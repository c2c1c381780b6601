package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.bulk.AuditEntry;
import io.aftercall.bulk.AuditLog;
import io.aftercall.bulk.BulkAction;
import io.aftercall.bulk.BulkJob;
import io.aftercall.bulk.BulkJobs;
import io.aftercall.bulk.BulkSelection;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is stuck, helped in bulk; how that is going; and what people did. */
@RestController
@RequestMapping("/api/v1")
public class JobApi {
  private static final int MOST = 100;

  private final ListQueryParser listQueryParser;
  private final BulkJobs orders;
  private final AuditLog actions;

  JobApi(ListQueryParser listQueryParser, BulkJobs orders, AuditLog actions) {
    this.listQueryParser = listQueryParser;
    this.orders = orders;
    this.actions = actions;
  }

  /**
   * @param count how many were changed so far, or would be
   * @param done false after a dry run, and while it goes on
   * @param order null after a dry run
   */
  record Result(long count, boolean done, OrderJson order) {}

  /** See {@link BulkJob}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record OrderJson(
      String id,
      Instant at,
      String who,
      String why,
      String remedy,
      String about,
      long total,
      long changed,
      Double rate,
      String state,
      Instant endedAt,
      String endedBy) {
    static OrderJson of(BulkJob order) {
      return new OrderJson(
          order.id(),
          order.at(),
          order.who(),
          order.why(),
          order.bulkAction().text(),
          order.about(),
          order.total(),
          order.changed(),
          order.rate(),
          order.state().name().toLowerCase(Locale.ROOT),
          order.endedAt(),
          order.endedBy());
    }
  }

  record Jobs(List<OrderJson> jobs) {}

  /**
   * @param next to be given as {@code before} for the page after this one, or null
   */
  record Actions(List<AuditEntry> actions, String next) {}

  @PostMapping("/deliveries/retry")
  Result retry(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(BulkAction.RETRY, request, body, who);
  }

  /** As retry, but made by the mapping of the first try. */
  @PostMapping("/deliveries/retry-original")
  Result repeat(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(BulkAction.REPEAT, request, body, who);
  }

  @PostMapping("/deliveries/discard")
  Result discard(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(BulkAction.DISCARD, request, body, who);
  }

  @PostMapping("/events/replay")
  Result replay(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(BulkAction.REPLAY, request, body, who);
  }

  /** Needs a why: nothing is sent because of them. */
  @PostMapping("/events/dismiss")
  Result dismiss(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(BulkAction.DISMISS, request, body, who);
  }

  /** Only JSON bodies are read here, so all parameters are from the query string. */
  private Result carryOut(
      BulkAction bulkAction, HttpServletRequest request, JsonNode body, Principal who) {
    BulkSelection bulkSelection =
        listQueryParser.order(bulkAction, request.getParameterMap()).scope(bulkAction);
    ActionBody actionBody = ActionBody.of(body, bulkAction.mustSayWhy());
    if (actionBody.dryRun()) {
      return new Result(orders.count(bulkAction, bulkSelection), false, null);
    }
    BulkJob given = orders.give(bulkAction, bulkSelection, actionBody.by(who.getName()));
    return new Result(given.changed(), !given.isRunning(), OrderJson.of(given));
  }

  @GetMapping("/jobs")
  Jobs jobs() {
    return new Jobs(orders.latest(MOST).stream().map(OrderJson::of).toList());
  }

  @GetMapping("/jobs/{id}")
  OrderJson order(@PathVariable String id) {
    return orders
        .get(id)
        .map(OrderJson::of)
        .orElseThrow(() -> new NotFoundException("there is no order with this id"));
  }

  /** What is changed already stays changed. */
  @PostMapping("/jobs/{id}/cancel")
  OrderJson cancel(@PathVariable String id, Principal who) {
    order(id);
    orders.cancel(id, who.getName());
    return order(id);
  }

  @GetMapping("/audit")
  Actions actions(@RequestParam(required = false) String before) {
    List<AuditEntry> page = actions.latest(MOST, before);
    return new Actions(page, page.size() < MOST ? null : page.get(MOST - 1).id());
  }
}
