package aftercall.console;

import aftercall.orders.BulkOrder;
import aftercall.orders.BulkOrders;
import aftercall.orders.OperatorAction;
import aftercall.orders.OperatorActions;
import aftercall.orders.Remedy;
import aftercall.orders.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
class OrderApi {
  private static final int MOST = 100;

  private final Selections selections;
  private final BulkOrders orders;
  private final OperatorActions actions;

  OrderApi(Selections selections, BulkOrders orders, OperatorActions actions) {
    this.selections = selections;
    this.orders = orders;
    this.actions = actions;
  }

  /**
   * @param count how many were changed so far, or would be
   * @param done false after a dry run, and while it goes on
   * @param order null after a dry run
   */
  record Result(long count, boolean done, OrderJson order) {}

  /** See {@link BulkOrder}. */
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
    static OrderJson of(BulkOrder order) {
      return new OrderJson(
          order.id(),
          order.at(),
          order.who(),
          order.why(),
          order.remedy().text(),
          order.about(),
          order.total(),
          order.changed(),
          order.rate(),
          order.state().name().toLowerCase(Locale.ROOT),
          order.endedAt(),
          order.endedBy());
    }
  }

  record Orders(List<OrderJson> orders) {}

  /**
   * @param next to be given as {@code before} for the page after this one, or null
   */
  record Actions(List<OperatorAction> actions, String next) {}

  @PostMapping("/deliveries/retry")
  Result retry(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(Remedy.RETRY, request, body, who);
  }

  /** As retry, but made by the mapping of the first try. */
  @PostMapping("/deliveries/repeat")
  Result repeat(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(Remedy.REPEAT, request, body, who);
  }

  @PostMapping("/deliveries/discard")
  Result discard(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(Remedy.DISCARD, request, body, who);
  }

  @PostMapping("/events/replay")
  Result replay(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who) {
    return carryOut(Remedy.REPLAY, request, body, who);
  }

  /** Only JSON bodies are read here, so all parameters are from the query string. */
  private Result carryOut(Remedy remedy, HttpServletRequest request, JsonNode body, Principal who) {
    Scope scope = selections.order(remedy, request.getParameterMap()).scope(remedy);
    Order order = Order.of(body, remedy == Remedy.DISCARD);
    if (order.dryRun()) {
      return new Result(orders.count(remedy, scope), false, null);
    }
    BulkOrder given = orders.give(remedy, scope, order.by(who.getName()));
    return new Result(given.changed(), !given.isRunning(), OrderJson.of(given));
  }

  @GetMapping("/orders")
  Orders orders() {
    return new Orders(orders.latest(MOST).stream().map(OrderJson::of).toList());
  }

  @GetMapping("/orders/{id}")
  OrderJson order(@PathVariable String id) {
    return orders
        .get(id)
        .map(OrderJson::of)
        .orElseThrow(() -> new NotThere("there is no order with this id"));
  }

  /** What is changed already stays changed. */
  @PostMapping("/orders/{id}/cancel")
  OrderJson cancel(@PathVariable String id, Principal who) {
    order(id);
    orders.cancel(id, who.getName());
    return order(id);
  }

  @GetMapping("/actions")
  Actions actions(@RequestParam(required = false) String before) {
    List<OperatorAction> page = actions.latest(MOST, before);
    return new Actions(page, page.size() < MOST ? null : page.get(MOST - 1).id());
  }
}
