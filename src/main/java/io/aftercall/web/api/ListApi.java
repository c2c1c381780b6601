package io.aftercall.web.api;

import io.aftercall.journal.CallCard;
import io.aftercall.journal.CallIndex;
import io.aftercall.journal.CallSearch;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.web.console.ListQuery;
import io.aftercall.web.console.ListQueryParser;
import io.aftercall.web.console.ViewPermissions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Events and deliveries, the newest first. */
@RestController
@RequestMapping("/api/v1")
public class ListApi {
  private final ListQueryParser listQueryParser;
  private final CallSearch callSearch;
  private final CallIndex callIndex;
  private final ViewPermissions viewPermissions;
  private final DeliveryQueries deliveries;

  ListApi(
      ListQueryParser listQueryParser,
      CallSearch callSearch,
      Journal journal,
      ViewPermissions viewPermissions,
      DeliveryQueries deliveries) {
    this.listQueryParser = listQueryParser;
    this.callSearch = callSearch;
    callIndex = journal.callIndex();
    this.viewPermissions = viewPermissions;
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
    List<EventRow> rows = callSearch.find(listQuery.calls());
    Map<String, CallCard> cards = callIndex.cards(rows.stream().map(EventRow::id).toList());
    return new EventPage(
        rows.stream()
            .map(row -> EventJson.of(row, viewPermissions.shown(cards.get(row.id()))))
            .toList(),
        next(rows, listQuery, EventRow::id));
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
