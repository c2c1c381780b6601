package aftercall.console;

import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.journal.EventState;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private final Selections selections;
  private final EventList events;
  private final DeliveryList deliveries;
  private final EventStories stories;
  private final MissingCalls missing;

  CallPages(
      Selections selections,
      EventList events,
      DeliveryList deliveries,
      EventStories stories,
      MissingCalls missing) {
    this.selections = selections;
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
      Selection selection = selections.events(query);
      List<EventRow> rows = events.find(selection.events());
      model.addAttribute("rows", rows.stream().map(this::row).toList());
      boolean more = rows.size() >= selection.limit();
      model.addAttribute("next", more ? older(selection, rows.get(rows.size() - 1).id()) : null);
    } catch (BadParameter problem) {
      model.addAttribute("rows", List.of());
      model.addAttribute("problem", problem.getMessage());
    }
    return "console/calls";
  }

  private static String older(Selection selection, String last) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath("/console/calls");
    Map<String, Object> values = new HashMap<>(selection.asked());
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
    List<EventStory> told = found(source, id);
    List<RevisionView> revisions = new ArrayList<>();
    told.forEach(story -> revisions.add(RevisionView.of(story, headers(story))));
    Collections.reverse(revisions);
    model.addAttribute("callId", id);
    model.addAttribute("title", "Call " + Words.id(id));
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

  private List<EventStory> found(String source, String id) {
    List<EventStory> told = stories.ofCall(blankToNull(source), id);
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

  private List<StoryView.Fact> headers(EventStory story) {
    List<StoryView.Fact> headers = new ArrayList<>();
    String kept = story.event().headersJson();
    if (kept != null) {
      try {
        JSON.readTree(kept)
            .properties()
            .forEach(one -> headers.add(new StoryView.Fact(one.getKey(), one.getValue())));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("kept headers are no JSON", e);
      }
    }
    return headers;
  }
}
