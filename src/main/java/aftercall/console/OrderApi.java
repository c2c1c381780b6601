package aftercall.console;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is stuck, helped in bulk. */
@RestController
@RequestMapping("/api/v1")
class OrderApi {
  private final Selections selections;
  private final Remedies remedies;

  OrderApi(Selections selections, Remedies remedies) {
    this.selections = selections;
    this.remedies = remedies;
  }

  /**
   * @param count how many were changed, or would be
   * @param deliveries of events that are routed again, tried again beside, or would be; only where
   *     a mapping was named
   * @param done false after a dry run
   */
  record Result(long count, long deliveries, boolean done) {}

  @PostMapping("/deliveries/retry")
  Result retry(HttpServletRequest request, @RequestBody(required = false) JsonNode body) {
    return carryOut(Remedy.RETRY, request, body);
  }

  @PostMapping("/deliveries/discard")
  Result discard(HttpServletRequest request, @RequestBody(required = false) JsonNode body) {
    return carryOut(Remedy.DISCARD, request, body);
  }

  @PostMapping("/events/replay")
  Result replay(HttpServletRequest request, @RequestBody(required = false) JsonNode body) {
    return carryOut(Remedy.REPLAY, request, body);
  }

  private Result carryOut(Remedy remedy, HttpServletRequest request, JsonNode body) {
    Selection selection = selections.order(remedy, query(request));
    Order order = Order.of(body, remedy == Remedy.DISCARD);
    if (order.dryRun()) {
      return new Result(
          remedies.count(remedy, selection), remedies.repeated(remedy, selection), false);
    }
    String who = ApiTokenFilter.WHO;
    long repeated = remedies.repeat(remedy, selection, who, order.why());
    return new Result(remedies.apply(remedy, selection, who, order.why()), repeated, true);
  }

  /** Only JSON bodies are read here, so all parameters are from the query string. */
  private static Map<String, String[]> query(HttpServletRequest request) {
    return request.getParameterMap();
  }
}
