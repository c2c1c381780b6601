package io.aftercall.web.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.aftercall.journal.EventBody;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import io.aftercall.web.console.ListQuery;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.ViewPermissions;
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
public class EventBodiesApi {
  private final ListQueryParser listQueryParser;
  private final EventQueries events;
  private final Journal journal;
  private final ViewPermissions viewPermissions;

  EventBodiesApi(
      ListQueryParser listQueryParser,
      EventQueries events,
      Journal journal,
      ViewPermissions viewPermissions) {
    this.listQueryParser = listQueryParser;
    this.events = events;
    this.journal = journal;
    this.viewPermissions = viewPermissions;
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
    viewPermissions.requirePeopleAccess();
    ListQuery listQuery = listQueryParser.events(request.getParameterMap());
    EventFilter filter = listQuery.events();
    List<EventRow> found = events.find(filter);
    List<String> fitting = journal.fitting(found.stream().map(EventRow::id).toList());
    List<EventRow> rows = found.subList(0, fitting.size());
    Map<String, EventBody> stored =
        journal.bodies(fitting).stream()
            .collect(Collectors.toMap(EventBody::eventId, Function.identity()));
    List<Body> bodies = new ArrayList<>(rows.size());
    for (EventRow row : rows) {
      EventBody body = stored.get(row.id());
      if (body != null) {
        bodies.add(new Body(row.id(), row.source(), row.callId(), row.revision(), body.body()));
      }
    }
    boolean more = rows.size() < found.size() || found.size() == listQuery.limit();
    long count = filter.beforeId() == null ? events.count(filter) : 0;
    return new Page(bodies, count, more ? rows.get(rows.size() - 1).id() : null);
  }
}
