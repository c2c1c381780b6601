package aftercall.console;

import aftercall.journal.EventFilter;
import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.journal.Journal;
import aftercall.journal.StoredBody;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The exact bytes that came, page by page, for whoever tries other rules on them. */
@RestController
@RequestMapping("/api/v1/events/bodies")
class BodiesApi {
  private final Selections selections;
  private final EventList events;
  private final Journal journal;
  private final Clearance clearance;

  BodiesApi(Selections selections, EventList events, Journal journal, Clearance clearance) {
    this.selections = selections;
    this.events = events;
    this.journal = journal;
    this.clearance = clearance;
  }

  /**
   * @param body in Base64
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Body(String id, String source, String callId, int revision, byte[] body) {}

  /**
   * @param count of all that the filters name, on the first page; else 0
   * @param next to be given as {@code before} for the next page; null on the last one
   */
  record Page(List<Body> bodies, long count, String next) {}

  /** The newest first; those whose content is gone are left out. */
  @GetMapping
  Page bodies(HttpServletRequest request) {
    clearance.needsToSeePeople();
    Selection selection = selections.events(request.getParameterMap());
    EventFilter filter = selection.events();
    List<EventRow> rows = events.find(filter);
    Map<String, StoredBody> stored =
        journal.bodies(rows.stream().map(EventRow::id).toList()).stream()
            .collect(Collectors.toMap(StoredBody::eventId, Function.identity()));
    List<Body> bodies = new ArrayList<>(rows.size());
    for (EventRow row : rows) {
      StoredBody body = stored.get(row.id());
      if (body != null) {
        bodies.add(new Body(row.id(), row.source(), row.callId(), row.revision(), body.body()));
      }
    }
    boolean more = rows.size() == selection.limit();
    long count = filter.beforeId() == null ? events.count(filter) : 0;
    return new Page(bodies, count, more ? rows.get(rows.size() - 1).id() : null);
  }
}
