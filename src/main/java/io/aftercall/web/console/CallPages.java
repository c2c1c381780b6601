package io.aftercall.web.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The calls, and the story of one. */
@Controller
class CallPages {
  private static final String[] PAGE = {"50"};
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ListQueryParser listQueryParser;
  private final EventQueries events;
  private final DeliveryQueries deliveries;
  private final EventHistories stories;
  private final MissingCalls missing;

  CallPages(
      ListQueryParser listQueryParser,
      EventQueries events,
      DeliveryQueries deliveries,
      EventHistories stories,
      MissingCalls missing) {
    this.listQueryParser = listQueryParser;
    this.events = events;
    this.deliveries = deliveries;
    this.stories = stories;
    this.missing = missing;
  }

  /**
   * @param states how many of its deliveries stand where
   */
  record Row(EventRow event, Map<String, Integer> states) {}

  @GetMapping("/console/calls")
  String calls(HttpServletRequest request, Model model) {
    Map<String, String[]> query = new LinkedHashMap<>(request.getParameterMap());
    query.putIfAbsent("limit", PAGE);
    model.addAttribute("states", EventState.values());
    try {
      ListQuery listQuery = listQueryParser.events(query);
      List<EventRow> rows = events.find(listQuery.events());
      model.addAttribute("rows", rows.stream().map(this::row).toList());
      boolean more = rows.size() >= listQuery.limit();
      model.addAttribute("next", more ? older(listQuery, rows.get(rows.size() - 1).id()) : null);
    } catch (BadRequestException problem) {
      model.addAttribute("rows", List.of());
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

  private Row row(EventRow event) {
    Map<String, Integer> states = new TreeMap<>();
    for (DeliveryRow delivery : deliveries.ofEvent(event.id())) {
      states.merge(delivery.state().text(), 1, Integer::sum);
    }
    return new Row(event, states);
  }

  @GetMapping("/console/call")
  String call(@RequestParam String id, @RequestParam(required = false) String source, Model model) {
    List<EventHistory> told = found(source, id);
    List<RevisionView> revisions = new ArrayList<>();
    told.forEach(story -> revisions.add(RevisionView.of(story, headers(story))));
    Collections.reverse(revisions);
    model.addAttribute("callId", id);
    model.addAttribute("title", "Call " + PageFormat.id(id));
    model.addAttribute("revisions", revisions);
    model.addAttribute("moving", revisions.stream().anyMatch(RevisionView::moving));
    model.addAttribute("seen", stamp(rows(source, id)));
    return "console/call";
  }

  /** Has the page of a call load itself again once something has happened to the call. */
  @GetMapping("/console/call/news")
  void news(
      @RequestParam String id,
      @RequestParam(required = false) String source,
      @RequestParam String seen,
      HttpServletResponse response) {
    response.setStatus(HttpStatus.NO_CONTENT.value());
    if (!stamp(rows(source, id)).equals(seen)) {
      response.setHeader("HX-Refresh", "true");
    }
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
        JSON.readTree(kept)
            .properties()
            .forEach(one -> headers.add(new CallView.Fact(one.getKey(), one.getValue())));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("kept headers are no JSON", e);
      }
    }
    return headers;
  }
}
