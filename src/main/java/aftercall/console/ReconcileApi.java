package aftercall.console;

import aftercall.access.Problems;
import aftercall.orders.OperatorActions;
import aftercall.platform.Account;
import aftercall.platform.PlatformProblem;
import aftercall.platform.Reconciliation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Compares with a platform's list of calls and takes in what never came, page by page. */
@RestController
@RequestMapping("/api/v1")
class ReconcileApi {
  private static final Map<PlatformProblem.Kind, HttpStatus> STATUS =
      new EnumMap<>(
          Map.of(
              PlatformProblem.Kind.UNSET, HttpStatus.FAILED_DEPENDENCY,
              PlatformProblem.Kind.REFUSED, HttpStatus.FAILED_DEPENDENCY,
              PlatformProblem.Kind.BUSY, HttpStatus.SERVICE_UNAVAILABLE,
              PlatformProblem.Kind.AWAY, HttpStatus.SERVICE_UNAVAILABLE));

  private final Selections selections;
  private final Reconciliation reconciliation;
  private final OperatorActions actions;

  ReconcileApi(Selections selections, Reconciliation reconciliation, OperatorActions actions) {
    this.selections = selections;
    this.reconciliation = reconciliation;
    this.actions = actions;
  }

  record All(List<String> sources) {}

  /**
   * @param account word to number of calls of this page; {@code seen} is their sum
   * @param calls those that are not simply known or skipped
   * @param next to be given as {@code after}; null at the end
   * @param waitSeconds how long to wait before that
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Page(Map<String, Integer> account, List<Line> calls, String next, long waitSeconds) {}

  /** See {@link Account.Entry}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Line(String callId, String is, String why) {}

  /** The sources whose platform can be asked. */
  @GetMapping("/reconcile")
  All sources() {
    return new All(reconciliation.sources());
  }

  @PostMapping("/reconcile")
  Page reconcile(
      HttpServletRequest request, @RequestBody(required = false) JsonNode body, Principal who)
      throws PlatformProblem {
    Selection selection = selections.reconcile(request.getParameterMap());
    Order order = Order.of(body, false);
    boolean changed = "true".equals(selection.asked().get("changed"));
    Reconciliation.Wish wish = new Reconciliation.Wish(selection.since(), changed, order.dryRun());
    try {
      String source = source(selection.asked().get("source"));
      Reconciliation.Step step =
          reconciliation.step(source, selection.asked().getOrDefault("after", ""), wish);
      int ingested = step.account().count(Account.Word.INGESTED);
      if (ingested > 0) {
        actions.keep(who.getName(), "reconcile", "calls of " + source, order.why(), ingested);
      }
      return page(step);
    } catch (IllegalArgumentException e) {
      throw new BadParameter(
          "there is no such source with a platform, or after is not what the page before said");
    }
  }

  private String source(String asked) {
    List<String> all = reconciliation.sources();
    if (asked == null && all.size() != 1) {
      throw new BadParameter(
          all.isEmpty()
              ? "no source has a platform: in its file"
              : "say which source: " + String.join(", ", all));
    }
    return asked == null ? all.get(0) : asked;
  }

  private static Page page(Reconciliation.Step step) {
    Map<String, Integer> account = new LinkedHashMap<>();
    account.put("seen", step.account().seen());
    for (Account.Word word : Account.Word.values()) {
      account.put(text(word), step.account().count(word));
    }
    List<Line> calls =
        step.account().entries().stream()
            .map(entry -> new Line(entry.callId(), text(entry.word()), entry.why()))
            .toList();
    return new Page(account, calls, step.next(), step.pause().plusMillis(999).toSeconds());
  }

  private static String text(Account.Word word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> platform(PlatformProblem problem) {
    return Problems.of(STATUS.get(problem.kind()), problem.getMessage());
  }
}
