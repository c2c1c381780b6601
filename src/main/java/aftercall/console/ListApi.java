package aftercall.console;

import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.outbox.DeliveryList;
import aftercall.outbox.DeliveryRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Events and deliveries, the newest first. */
@RestController
@RequestMapping("/api/v1")
class ListApi {
  private final Selections selections;
  private final EventList events;
  private final DeliveryList deliveries;

  ListApi(Selections selections, EventList events, DeliveryList deliveries) {
    this.selections = selections;
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
    Selection selection = selections.events(request.getParameterMap());
    List<EventRow> rows = events.find(selection.events());
    return new EventPage(
        rows.stream().map(EventJson::of).toList(), next(rows, selection, EventRow::id));
  }

  @GetMapping("/deliveries")
  DeliveryPage deliveries(HttpServletRequest request) {
    Selection selection = selections.deliveries(request.getParameterMap());
    List<DeliveryRow> rows = deliveries.find(selection.deliveries());
    return new DeliveryPage(
        rows.stream().map(DeliveryJson::of).toList(), next(rows, selection, DeliveryRow::id));
  }

  private static <T> String next(List<T> rows, Selection selection, Function<T, String> id) {
    return rows.size() < selection.limit() ? null : id.apply(rows.get(rows.size() - 1));
  }
}
