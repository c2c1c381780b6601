package io.aftercall.web.api;

import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.web.console.ListQuery;
import io.aftercall.web.console.ListQueryParser;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Events and deliveries, the newest first. */
@RestController
@RequestMapping("/api/v1")
public class ListApi {
  private final ListQueryParser listQueryParser;
  private final EventQueries events;
  private final DeliveryQueries deliveries;

  ListApi(ListQueryParser listQueryParser, EventQueries events, DeliveryQueries deliveries) {
    this.listQueryParser = listQueryParser;
    this.events = events;
    this.deliveries = deliveries;
  }

  /**
   * @param next to be given as {@code before} for the next page; null on the last one
   */
  record EventPage(List<EventJson> events, String next) {}

  /**
   * @param next to be given as {@code before} for the next page; null on the last one
   */
  record DeliveryPage(List<DeliveryJson> deliveries, String next) {}

  @GetMapping("/events")
  EventPage events(HttpServletRequest request) {
    ListQuery listQuery = listQueryParser.events(request.getParameterMap());
    List<EventRow> rows = events.find(listQuery.events());
    return new EventPage(
        rows.stream().map(EventJson::of).toList(), next(rows, listQuery, EventRow::id));
  }

  @GetMapping("/deliveries")
  DeliveryPage deliveries(HttpServletRequest request) {
    ListQuery listQuery = listQueryParser.deliveries(request.getParameterMap());
    List<DeliveryRow> rows = deliveries.find(listQuery.deliveries());
    return new DeliveryPage(
        rows.stream().map(DeliveryJson::of).toList(), next(rows, listQuery, DeliveryRow::id));
  }

  private static <T> String next(List<T> rows, ListQuery listQuery, Function<T, String> id) {
    return rows.size() < listQuery.limit() ? null : id.apply(rows.get(rows.size() - 1));
  }
}
