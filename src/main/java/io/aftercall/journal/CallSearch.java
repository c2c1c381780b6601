package io.aftercall.journal;

import io.aftercall.store.SqlBuilder;
import io.aftercall.store.Store;
import io.aftercall.store.UlidGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds calls by whom they were with and what became of them, the newest first. Every way to a call
 * is a select of its own that walks one index in the order of the answer and ends with the page.
 */
public final class CallSearch {
  private static final Pattern RECEIPT = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  /** A term that more calls have than this counts as frequent, and so as a bad beginning. */
  private static final int FREQUENT = 2_000;

  private static final String HOW_MANY =
      "select count(*) from (select 1 from call_search where term = ? limit " + FREQUENT + ") t";

  /** No "exists": PostgreSQL would read all calls that have the term instead of asking for one. */
  private static final String HAS =
      "(select 1 from call_search x where x.term = ? and x.event_id = %s) is not null";

  /** Destinations that have settled deliveries, one look into the index each. */
  private static final String DESTINATIONS =
      """
      with recursive d (name) as (
        select min(destination) from delivery where is_open = 0
        union all
        select (select min(n.destination) from delivery n
          where n.is_open = 0 and n.destination > d.name)
        from d where d.name is not null)
      select name from d where name is not null\
      """;

  private final Store store;
  private final EventQueries events;
  private final CallIndex index;

  public CallSearch(Store store, EventQueries events, CallIndex index) {
    this.store = store;
    this.events = events;
    this.index = index;
  }

  /** A select of event ids under construction. */
  private static final class Way {
    private final StringBuilder sql;
    private final String id;
    private final List<Object> values = new ArrayList<>();

    /**
     * @param id column with the event's id
     */
    Way(String from, String id, Object... first) {
      sql = new StringBuilder("select ").append(id).append(" from ").append(from);
      this.id = id;
      values.addAll(Arrays.asList(first));
    }

    Way and(String condition, Object... more) {
      sql.append(" and ").append(condition);
      values.addAll(Arrays.asList(more));
      return this;
    }

    SqlBuilder newest(int limit) {
      List<Object> all = new ArrayList<>(values);
      all.add(limit);
      return SqlBuilder.of(sql.toString())
          .append("order by " + id + " desc limit ?", all.toArray());
    }
  }

  /** At most as many as the query's limit. */
  public List<EventRow> find(CallQuery query) {
    if (query.isPlain()) {
      return events.find(query.events());
    }
    int limit = query.events().limit();
    NavigableSet<String> ids = new TreeSet<>(Comparator.reverseOrder());
    store.read(
        db -> {
          for (SqlBuilder way : ways(db, query)) {
            ids.addAll(way.on(db).query(String.class).list());
          }
          return null;
        });
    return events.of(ids.stream().limit(limit).toList());
  }

  /** All ways to what is looked for; together they find everything, some of it twice. */
  List<SqlBuilder> ways(JdbcClient db, CallQuery query) {
    List<SearchTerms.Condition> filters = filters(query);
    List<Way> ways = new ArrayList<>();
    if (query.text() != null) {
      List<SearchTerms.Condition> all = new ArrayList<>(filters);
      List<SearchTerms.Condition> typed = index.terms().anywhere(query.text(), query.people());
      all.addAll(typed);
      if (!typed.isEmpty()) {
        ways.addAll(byTerms(db, all, query));
      }
      ways.addAll(byIds(query.text().strip(), filters));
    } else if (!filters.isEmpty()) {
      ways.addAll(byTerms(db, filters, query));
    }
    if (query.text() == null && filters.isEmpty()) {
      return byDeliveries(db, query.delivery()).stream()
          .map(way -> events(way, query.events()).newest(query.events().limit()))
          .toList();
    }
    return ways.stream()
        .map(way -> delivered(way, query.delivery()))
        .map(way -> events(way, query.events()).newest(query.events().limit()))
        .toList();
  }

  private List<SearchTerms.Condition> filters(CallQuery query) {
    SearchTerms terms = index.terms();
    List<SearchTerms.Condition> filters = new ArrayList<>();
    if (query.name() != null) {
      filters.addAll(terms.inField("name", query.name()));
    }
    if (query.campaign() != null) {
      filters.add(terms.exactly("campaign", query.campaign()));
    }
    if (query.outcome() != null) {
      filters.add(terms.exactly("outcome", query.outcome()));
    }
    return filters;
  }

  /** Begins with the condition that fewest calls meet. */
  private static List<Way> byTerms(
      JdbcClient db, List<SearchTerms.Condition> conditions, CallQuery query) {
    SearchTerms.Condition first =
        conditions.size() == 1
            ? conditions.get(0)
            : Collections.min(conditions, Comparator.comparingLong(one -> size(db, one)));
    if (size(db, first) >= FREQUENT) {
      List<Way> few = byFew(db, query);
      if (!few.isEmpty()) {
        few.forEach(way -> conditions.forEach(one -> meets(way, one)));
        return few;
      }
    }
    List<Way> ways = new ArrayList<>();
    for (List<Long> terms : first.alternatives()) {
      long rarest =
          terms.size() == 1
              ? terms.get(0)
              : Collections.min(terms, Comparator.comparingLong(one -> size(db, one)));
      Way way = new Way("call_search s where s.term = ?", "s.event_id", rarest);
      terms.stream().filter(term -> term != rarest).forEach(term -> has(way, term));
      conditions.stream().filter(one -> one != first).forEach(one -> meets(way, one));
      ways.add(way);
    }
    return ways;
  }

  /**
   * Where all words are frequent, as an outcome is, but few calls have the delivery or the state
   * that is asked for: those few. Else a page of what hardly any call is would be looked for in
   * nearly all of them.
   */
  private static List<Way> byFew(JdbcClient db, CallQuery query) {
    if (query.delivery() != null) {
      List<Way> ways = byDeliveries(db, query.delivery());
      if (ways.stream().mapToLong(way -> size(db, way)).sum() < FREQUENT) {
        return ways;
      }
    }
    EventState state = query.events().state();
    if (state == null || state == EventState.ROUTED) {
      return List.of();
    }
    Way way = new Way("event h where h.state = '" + state.text() + "'", "h.id");
    EventQueries.indexOf(state).ifPresent(way::and);
    return size(db, way) < FREQUENT ? List.of(way) : List.of();
  }

  private static long size(JdbcClient db, Way way) {
    return db.sql("select count(*) from (" + way.sql + " limit " + FREQUENT + ") t")
        .params(way.values)
        .query(Long.class)
        .single();
  }

  private static long size(JdbcClient db, SearchTerms.Condition condition) {
    return condition.alternatives().stream()
        .mapToLong(terms -> terms.stream().mapToLong(term -> size(db, term)).min().orElse(0))
        .sum();
  }

  private static long size(JdbcClient db, long term) {
    return db.sql(HOW_MANY).params(term).query(Long.class).single();
  }

  private static void has(Way way, long term) {
    way.and(HAS.formatted(way.id), term);
  }

  private static void meets(Way way, SearchTerms.Condition condition) {
    List<Object> values = new ArrayList<>();
    List<String> any = new ArrayList<>();
    for (List<Long> terms : condition.alternatives()) {
      any.add(String.join(" and ", Collections.nCopies(terms.size(), HAS.formatted(way.id))));
      values.addAll(terms);
    }
    way.and("(" + String.join(" or ", any) + ")", values.toArray());
  }

  private static List<Way> byIds(String text, List<SearchTerms.Condition> filters) {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("event c where c.call_id = ?", "c.id", text));
    String receipt = text.toUpperCase(Locale.ROOT);
    if (RECEIPT.matcher(receipt).matches()) {
      ways.add(new Way("event c where c.id = ?", "c.id", receipt));
    }
    ways.forEach(way -> filters.forEach(filter -> meets(way, filter)));
    return ways;
  }

  private static List<Way> byDeliveries(JdbcClient db, CallQuery.DeliveryCondition wanted) {
    List<String> destinations =
        wanted.destination() == null
            ? db.sql(DESTINATIONS).query(String.class).list()
            : List.of(wanted.destination());
    List<Way> ways = new ArrayList<>();
    for (String state : wanted.settled()) {
      for (String name : destinations) {
        ways.add(
            new Way(
                "delivery d where d.is_open = 0 and d.destination = ? and d.state = ?",
                "d.event_id",
                name,
                state));
      }
    }
    for (String state : wanted.open()) {
      Way way =
          new Way("delivery d where d.is_open = 1 and d.state = '" + state + "'", "d.event_id");
      ways.add(
          wanted.destination() == null ? way : way.and("d.destination = ?", wanted.destination()));
    }
    return ways;
  }

  /** The deliveries of an event have ids that begin with its own. */
  private static Way delivered(Way way, CallQuery.DeliveryCondition wanted) {
    if (wanted == null) {
      return way;
    }
    List<String> states = new ArrayList<>(wanted.settled());
    states.addAll(wanted.open());
    List<Object> values = new ArrayList<>(states);
    String sql =
        "exists (select 1 from delivery y where y.id > %1$s || '.' and y.id < %1$s || '/' and"
            + " y.state in (%2$s)";
    sql = sql.formatted(way.id, String.join(", ", Collections.nCopies(states.size(), "?")));
    if (wanted.destination() != null) {
      sql += " and y.destination = ?";
      values.add(wanted.destination());
    }
    return way.and(sql + ")", values.toArray());
  }

  private static Way events(Way way, EventFilter filter) {
    if (filter.beforeId() != null) {
      way.and(way.id + " < ?", filter.beforeId());
    }
    if (filter.since() != null) {
      way.and(way.id + " >= ?", UlidGenerator.floor(filter.since()));
    }
    List<Object> values = new ArrayList<>();
    StringBuilder more = new StringBuilder();
    and(more, values, "e.state = ?", filter.state() == null ? null : filter.state().text());
    and(more, values, "e.source = ?", filter.source());
    and(more, values, "e.person_key = ?", filter.personKey());
    and(more, values, "e.call_id = ?", filter.callId());
    and(more, values, EventQueries.BECAUSE, filter.reason());
    and(more, values, "e.id = ?", filter.id());
    return values.isEmpty()
        ? way
        : way.and(
            "exists (select 1 from event e where e.id = " + way.id + more + ")", values.toArray());
  }

  private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
    if (value != null) {
      sql.append(" and ").append(condition);
      values.add(value);
    }
  }
}
