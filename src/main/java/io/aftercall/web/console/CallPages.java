package io.aftercall.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.call.CallVocabulary;
import io.aftercall.journal.CallCard;
import io.aftercall.journal.CallIndex;
import io.aftercall.journal.CallSearch;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The calls, and the story of one. */
@ConsolePage
class CallPages {
  private static final String[] PAGE = {"50"};
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a list of calls may have been narrowed by; nothing else is carried along. */
  private static final Pattern BACK = Pattern.compile("[\\w=&%.+:*~-]{1,1000}");

  private static final List<String> OUTCOMES = CallVocabulary.CLOSED.get("outcome");

  private final ListQueryParser listQueryParser;
  private final CallSearch callSearch;
  private final CallIndex callIndex;
  private final EventQueries events;
  private final DeliveryQueries deliveries;
  private final EventHistories stories;
  private final MissingCalls missing;
  private final DestinationOverview destinations;
  private final ViewPermissions viewPermissions;

  CallPages(
      ListQueryParser listQueryParser,
      CallSearch callSearch,
      Journal journal,
      EventQueries events,
      DeliveryQueries deliveries,
      EventHistories stories,
      MissingCalls missing,
      DestinationOverview destinations,
      ViewPermissions viewPermissions) {
    this.listQueryParser = listQueryParser;
    this.callSearch = callSearch;
    callIndex = journal.callIndex();
    this.events = events;
    this.deliveries = deliveries;
    this.stories = stories;
    this.missing = missing;
    this.destinations = destinations;
    this.viewPermissions = viewPermissions;
  }

  /**
   * @param card whom it was with; null when nothing is known
   * @param states how many of its deliveries stand where
   */
  record Row(EventRow event, CallCard card, Map<String, Integer> states) {}

  @GetMapping("/console/calls")
  String calls(HttpServletRequest request, Model model) {
    Map<String, String[]> query = new LinkedHashMap<>(request.getParameterMap());
    query.putIfAbsent("limit", PAGE);
    model.addAttribute("states", EventState.values());
    model.addAttribute("deliveryStates", DeliveryState.values());
    model.addAttribute("outcomes", OUTCOMES);
    model.addAttribute(
        "destinations", destinations.all().stream().map(DestinationView::name).toList());
    model.addAttribute("back", request.getQueryString());
    try {
      ListQuery listQuery = listQueryParser.events(query);
      List<EventRow> rows = callSearch.find(listQuery.calls());
      Map<String, CallCard> cards = callIndex.cards(rows.stream().map(EventRow::id).toList());
      model.addAttribute("asked", listQuery.asked());
      Map<String, Map<String, Integer>> states =
          deliveries.states(rows.stream().map(EventRow::callId).toList());
      model.addAttribute(
          "rows",
          rows.stream()
              .map(
                  row ->
                      new Row(
                          row,
                          viewPermissions.shown(cards.get(row.id())),
                          states.getOrDefault(row.id(), Map.of())))
              .toList());
      boolean more = rows.size() >= listQuery.limit();
      model.addAttribute("next", more ? older(listQuery, rows.get(rows.size() - 1).id()) : null);
    } catch (BadRequestException problem) {
      model.addAttribute("rows", List.of());
      model.addAttribute("asked", Map.of());
      model.addAttribute("problem", problem.getMessage());
    }
    return "console/calls";
  }

  private static String older(ListQuery listQuery, String last) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath("/console/calls");
    Map<String, Object> values = new HashMap<>(listQuery.asked());
    values.put("before", last);
    values.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
    return link.encode().buildAndExpand(values).toUriString();
  }

  @GetMapping("/console/call")
  String call(
      @RequestParam String id,
      @RequestParam(required = false) String source,
      @RequestParam(required = false) String back,
      Model model) {
    fill(id, source, model);
    model.addAttribute("title", "Call " + PageFormat.id(id));
    model.addAttribute("back", back != null && BACK.matcher(back).matches() ? "?" + back : "");
    return "console/call";
  }

  /** The part of a call's page that keeps itself fresh; nothing when nothing has happened. */
  @GetMapping("/console/call/now")
  String now(
      @RequestParam String id,
      @RequestParam(required = false) String source,
      @RequestParam String seen,
      HttpServletResponse response,
      Model model) {
    if (stamp(rows(source, id)).equals(seen)) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return null;
    }
    fill(id, source, model);
    return "console/call :: now";
  }

  private void fill(String id, String source, Model model) {
    // First, so that what happens meanwhile is seen the next time.
    String seen = stamp(rows(source, id));
    List<RevisionView> revisions = new ArrayList<>();
    found(source, id).forEach(story -> revisions.add(RevisionView.of(story, headers(story))));
    Collections.reverse(revisions);
    model.addAttribute("callId", id);
    model.addAttribute("source", blankToNull(source));
    model.addAttribute("revisions", revisions);
    model.addAttribute("seen", seen);
  }

  private List<EventHistory> found(String source, String id) {
    List<EventHistory> told = stories.ofCall(blankToNull(source), id);
    if (told.isEmpty()) {
      throw missing.told(blankToNull(source), id);
    }
    return told;
  }

  private List<EventRow> rows(String source, String id) {
    return events.ofCall(blankToNull(source), id);
  }

  /** Other whenever anything about the call has changed. */
  private String stamp(List<EventRow> rows) {
    long latest = 0;
    int count = rows.size();
    for (EventRow row : rows) {
      latest = Math.max(latest, row.stateAt().toEpochMilli());
      for (DeliveryRow delivery : deliveries.ofEvent(row.id())) {
        latest = Math.max(latest, delivery.stateAt().toEpochMilli());
        count += 1 + delivery.attempts();
      }
    }
    return latest + "." + count;
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private List<CallView.Fact> headers(EventHistory story) {
    List<CallView.Fact> headers = new ArrayList<>();
    String kept = story.event().headersJson();
    if (kept != null) {
      try {
        viewPermissions
            .shownHeaders(JSON.readTree(kept))
            .properties()
            .forEach(one -> headers.add(new CallView.Fact(one.getKey(), one.getValue())));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("kept headers are no JSON", e);
      }
    }
    return headers;
  }
}
