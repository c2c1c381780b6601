package aftercall.console;

import aftercall.journal.EventList;
import aftercall.orders.BulkOrder;
import aftercall.orders.BulkOrders;
import aftercall.orders.Remedy;
import aftercall.outbox.DeliveryList;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What needs a person, and what a person can do about it. */
@Controller
class AttentionPages {
  private static final int MOST_GROUPS = 100;
  private static final List<String> NOT_FILTERS = List.of("remedy", "why", "rate", "_csrf");

  private final Selections selections;
  private final BulkOrders orders;
  private final EventList events;
  private final DeliveryList deliveries;

  AttentionPages(
      Selections selections, BulkOrders orders, EventList events, DeliveryList deliveries) {
    this.selections = selections;
    this.orders = orders;
    this.events = events;
    this.deliveries = deliveries;
  }

  @GetMapping("/console/attention")
  String attention(Model model) {
    model.addAttribute("events", events.groups(MOST_GROUPS));
    model.addAttribute("deliveries", deliveries.groups(MOST_GROUPS));
    model.addAttribute("most", MOST_GROUPS);
    return "console/attention";
  }

  /** The deliveries of one group. */
  @GetMapping("/console/attention/deliveries")
  String which(HttpServletRequest request, Model model) {
    Selection selection = selections.deliveries(request.getParameterMap());
    model.addAttribute("asked", selection.asked());
    model.addAttribute("rows", deliveries.find(selection.deliveries()));
    model.addAttribute("limit", selection.limit());
    return "console/deliveries";
  }

  /** Says how many it would be, and asks why. */
  @GetMapping("/console/remedy")
  String ask(@RequestParam String remedy, HttpServletRequest request, Model model) {
    Remedy chosen = remedy(remedy);
    Selection selection = selections.order(chosen, filters(request));
    model.addAttribute("remedy", chosen);
    model.addAttribute("asked", selection.asked());
    model.addAttribute("states", selection.states(chosen));
    model.addAttribute("count", orders.count(chosen, selection.scope(chosen)));
    return "console/remedy";
  }

  @PostMapping("/console/remedy")
  String carryOut(
      @RequestParam String remedy,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String rate,
      HttpServletRequest request,
      Principal who,
      RedirectAttributes after) {
    Remedy chosen = remedy(remedy);
    Selection selection = selections.order(chosen, filters(request));
    Order order = new Order(Order.why(why, chosen == Remedy.DISCARD), false, Order.rateOf(rate));
    BulkOrder given = orders.give(chosen, selection.scope(chosen), order.by(who.getName()));
    if (given.isRunning()) {
      return "redirect:/console/actions";
    }
    after.addFlashAttribute(
        "done",
        given.changed() == 0
            ? "Nothing was changed: it does not stand there any more, or is being sent now."
            : said(given.changed(), chosen) + " " + chosen.effect() + ".");
    return "redirect:" + back(selection.asked());
  }

  private static Remedy remedy(String text) {
    return Remedy.of(text)
        .orElseThrow(() -> new BadParameter("remedy must be one of retry, discard, replay"));
  }

  private static String said(long count, Remedy remedy) {
    String noun = remedy.ofEvents() ? "event" : "deliver";
    return count
        + " "
        + noun
        + (remedy.ofEvents() ? (count == 1 ? "" : "s") : (count == 1 ? "y" : "ies"));
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
