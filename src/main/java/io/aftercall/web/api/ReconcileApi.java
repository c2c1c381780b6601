package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.bulk.AuditLog;
import io.aftercall.reconcile.Reconciliation;
import io.aftercall.reconcile.ReconciliationReport;
import io.aftercall.reconcile.SenderApiException;
import io.aftercall.security.ProblemResponses;
import io.aftercall.web.console.ActionBody;
import io.aftercall.web.console.BadRequestException;
import io.aftercall.web.console.ListQuery;
import io.aftercall.web.console.ListQueryParser;
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
public class ReconcileApi {
  private static final Map<SenderApiException.Kind, HttpStatus> STATUS =
      new EnumMap<>(
          Map.of(
              SenderApiException.Kind.UNSET, HttpStatus.FAILED_DEPENDENCY,
              SenderApiException.Kind.REFUSED, HttpStatus.FAILED_DEPENDENCY,
              SenderApiException.Kind.BUSY, HttpStatus.SERVICE_UNAVAILABLE,
              SenderApiException.Kind.AWAY, HttpStatus.SERVICE_UNAVAILABLE));

  private final ListQueryParser listQueryParser;
  private final Reconciliation reconciliation;
  private final AuditLog actions;

  ReconcileApi(ListQueryParser listQueryParser, Reconciliation reconciliation, AuditLog actions) {
    this.listQueryParser = listQueryParser;
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

  /** See {@link ReconciliationReport.Entry}. */
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
      throws SenderApiException {
    ListQuery listQuery = listQueryParser.reconcile(request.getParameterMap());
    ActionBody actionBody = ActionBody.of(body, false);
    boolean changed = "true".equals(listQuery.asked().get("changed"));
    Reconciliation.ReconcileRequest reconcileRequest =
        new Reconciliation.ReconcileRequest(listQuery.since(), changed, actionBody.dryRun());
    try {
      String source = source(listQuery.asked().get("source"));
      Reconciliation.Step step =
          reconciliation.step(
              source, listQuery.asked().getOrDefault("after", ""), reconcileRequest);
      int ingested = step.account().count(ReconciliationReport.CallStatus.INGESTED);
      if (ingested > 0) {
        actions.record(
            who.getName(), "reconcile", "calls of " + source, actionBody.why(), ingested);
      }
      return page(step);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          "there is no such source with a platform, or after is not what the page before said");
    }
  }

  private String source(String asked) {
    List<String> all = reconciliation.sources();
    if (asked == null && all.size() != 1) {
      throw new BadRequestException(
          all.isEmpty()
              ? "no source has a platform: in its file"
              : "say which source: " + String.join(", ", all));
    }
    return asked == null ? all.get(0) : asked;
  }

  private static Page page(Reconciliation.Step step) {
    Map<String, Integer> account = new LinkedHashMap<>();
    account.put("seen", step.account().seen());
    for (ReconciliationReport.CallStatus callStatus : ReconciliationReport.CallStatus.values()) {
      account.put(text(callStatus), step.account().count(callStatus));
    }
    List<Line> calls =
        step.account().entries().stream()
            .map(entry -> new Line(entry.callId(), text(entry.word()), entry.why()))
            .toList();
    return new Page(account, calls, step.next(), step.pause().plusMillis(999).toSeconds());
  }

  private static String text(ReconciliationReport.CallStatus callStatus) {
    return callStatus.name().toLowerCase(Locale.ROOT);
  }

  @ExceptionHandler
  ResponseEntity<ObjectNode> platform(SenderApiException problem) {
    return ProblemResponses.of(STATUS.get(problem.kind()), problem.getMessage());
  }
}
