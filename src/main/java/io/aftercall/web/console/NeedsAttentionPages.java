package io.aftercall.web.console;

import io.aftercall.bulk.BulkAction;
import io.aftercall.bulk.BulkJob;
import io.aftercall.bulk.BulkJobs;
import io.aftercall.journal.EventQueries;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.webhook.WebhookIntake;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What needs a person, and what a person can do about it. */
@ConsolePage
class NeedsAttentionPages {
  private static final int MOST_GROUPS = 100;
  private static final List<String> NOT_FILTERS = List.of("remedy", "why", "rate", "_csrf");

  private final ListQueryParser listQueryParser;
  private final BulkJobs orders;
  private final EventQueries events;
  private final DeliveryQueries deliveries;
  private final WebhookIntake webhookIntake;

  NeedsAttentionPages(
      ListQueryParser listQueryParser,
      BulkJobs orders,
      EventQueries events,
      DeliveryQueries deliveries,
      WebhookIntake webhookIntake) {
    this.webhookIntake = webhookIntake;
    this.listQueryParser = listQueryParser;
    this.orders = orders;
    this.events = events;
    this.deliveries = deliveries;
  }

  @GetMapping("/console/attention")
  String attention(Model model) {
    fill(model);
    return "console/attention";
  }

  /** The part that keeps itself fresh. */
  @GetMapping("/console/attention/now")
  String now(Model model) {
    fill(model);
    return "console/attention :: now";
  }

  private void fill(Model model) {
    model.addAttribute("events", events.groups(MOST_GROUPS));
    model.addAttribute("deliveries", deliveries.groups(MOST_GROUPS));
    model.addAttribute("most", MOST_GROUPS);
    model.addAttribute("rejected", webhookIntake.refused().list());
  }

  /** The deliveries of one group. */
  @GetMapping("/console/attention/deliveries")
  String which(HttpServletRequest request, Model model) {
    ListQuery listQuery = listQueryParser.deliveries(request.getParameterMap());
    model.addAttribute("asked", listQuery.asked());
    model.addAttribute("rows", deliveries.find(listQuery.deliveries()));
    model.addAttribute("limit", listQuery.limit());
    return "console/deliveries";
  }

  /** Says how many it would be, and asks why. */
  @GetMapping("/console/remedy")
  String ask(@RequestParam("remedy") String bulkAction, HttpServletRequest request, Model model) {
    BulkAction chosen = bulkAction(bulkAction);
    ListQuery listQuery = listQueryParser.order(chosen, filters(request));
    model.addAttribute("remedy", chosen);
    model.addAttribute("asked", listQuery.asked());
    model.addAttribute("states", listQuery.states(chosen));
    model.addAttribute("count", orders.count(chosen, listQuery.scope(chosen)));
    return "console/remedy";
  }

  @PostMapping("/console/remedy")
  String carryOut(
      @RequestParam("remedy") String bulkAction,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String rate,
      HttpServletRequest request,
      Principal who,
      RedirectAttributes after) {
    BulkAction chosen = bulkAction(bulkAction);
    ListQuery listQuery = listQueryParser.order(chosen, filters(request));
    ActionBody actionBody =
        new ActionBody(ActionBody.why(why, chosen.mustSayWhy()), false, ActionBody.rateOf(rate));
    BulkJob given = orders.give(chosen, listQuery.scope(chosen), actionBody.by(who.getName()));
    if (given.isRunning()) {
      return "redirect:/console/audit";
    }
    after.addFlashAttribute(
        "done",
        given.changed() == 0
            ? "Nothing was changed: nothing left to retry, or it is being sent now."
            : said(given.changed(), chosen) + " " + chosen.effect() + ".");
    return "redirect:" + back(listQuery.asked());
  }

  private static BulkAction bulkAction(String text) {
    return BulkAction.of(text)
        .orElseThrow(
            () -> new BadRequestException("remedy must be one of retry, discard, replay, dismiss"));
  }

  private static String said(long count, BulkAction bulkAction) {
    String noun = bulkAction.ofEvents() ? "event" : "deliver";
    return count
        + " "
        + noun
        + (bulkAction.ofEvents() ? (count == 1 ? "" : "s") : (count == 1 ? "y" : "ies"));
  }

  /** To the call when it was about one call, else to what is left. */
  private static String back(Map<String, String> asked) {
    String call = asked.get("call");
    return call == null
        ? "/console/attention"
        : UriComponentsBuilder.fromPath("/console/call")
            .queryParam("id", "{id}")
            .encode()
            .buildAndExpand(call)
            .toUriString();
  }

  private static Map<String, String[]> filters(HttpServletRequest request) {
    Map<String, String[]> filters = new LinkedHashMap<>(request.getParameterMap());
    NOT_FILTERS.forEach(filters::remove);
    return filters;
  }
}
