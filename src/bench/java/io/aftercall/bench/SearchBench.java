package io.aftercall.bench;

import io.aftercall.journal.CallCard;
import io.aftercall.journal.CallQuery;
import io.aftercall.journal.CallSearch;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;

/**
 * How long a person waits for a list of calls. Fills a store with calls through its own writer,
 * then asks each kind of question again and again, with other words each time; a page of the list
 * includes the names and the deliveries it shows. Ends with exit 1 when a kind is slower than
 * {@value #LIMIT_MS} ms in one of twenty.
 *
 * <p>Arguments: {@code sqlite|postgres}, calls (1,000,000), questions of each kind (40).
 */
public final class SearchBench {
  private static final int LIMIT_MS = 200;
  private static final int PAGE = 50;
  private static final int BATCH = 2_000;
  private static final Duration SPAN = Duration.ofDays(90);
  private static final Instant END = Instant.now();
  private static final Instant BEGIN = END.minus(SPAN);

  private final Store store;
  private final Journal journal;
  private final EventQueries events;
  private final DeliveryQueries deliveries;
  private final CallSearch search;
  private final int calls;
  private final SearchBenchCalls made;

  /** Questions that were slower than they may be. */
  private int slow;

  private SearchBench(Store store, int calls) {
    InstantSource clock = InstantSource.system();
    this.store = store;
    this.calls = calls;
    journal = new Journal(store, clock);
    events = new EventQueries(store, clock);
    deliveries = new DeliveryQueries(store);
    search = new CallSearch(store, events, journal.callIndex());
    made = new SearchBenchCalls(BEGIN, SPAN, calls);
  }

  public static void main(String[] args) throws Exception {
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    int questions = args.length > 2 ? Integer.parseInt(args[2]) : 40;
    Path folder = Files.createTempDirectory("aftercall-bench");
    StoreSettings settings =
        args[0].equals("sqlite") ? Databases.sqlite(folder) : Databases.postgres();
    int slow;
    try (Store store = Store.open(settings, BodyEncryption.of(null), InstantSource.system())) {
      SearchBench bench = new SearchBench(store, calls);
      bench.fill();
      bench.ask(questions);
      slow = bench.slow;
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    System.exit(slow == 0 ? 0 : 1);
  }

  private void fill() {
    long start = System.nanoTime();
    for (int from = 0; from < calls; from += BATCH) {
      int first = from;
      int last = Math.min(calls, from + BATCH);
      store.write(
          transaction -> {
            PreparedStatement event = transaction.statement(SearchBenchCalls.EVENT);
            PreparedStatement delivery = transaction.statement(SearchBenchCalls.DELIVERY);
            Map<String, CallCard> cards = new LinkedHashMap<>();
            for (int i = first; i < last; i++) {
              made.add(i, event, delivery, store.dialect().shared());
              cards.put(made.receipt(i), made.card(i));
            }
            event.executeBatch();
            delivery.executeBatch();
            journal.callIndex().put(transaction, cards);
            return last;
          });
      if (last % 100_000 == 0) {
        System.out.printf("%,d calls after %.0f s%n", last, (System.nanoTime() - start) / 1e9);
      }
    }
    store.write(transaction -> analysed(transaction.statement("analyze")));
  }

  private static int analysed(PreparedStatement analyze) throws SQLException {
    analyze.execute();
    return 1;
  }

  private void ask(int questions) {
    Random random = new Random(21);
    ask(questions, "newest page", () -> plain(EventFilter.all().page(PAGE, null)));
    ask(questions, "deep page", () -> plain(EventFilter.all().page(PAGE, receipt(random))));
    ask(questions, "first name", () -> text(card(random).name().split(" ")[0]));
    ask(questions, "whole name", () -> text(card(random).name()));
    ask(questions, "beginning of a name", () -> text(card(random).name().substring(0, 3)));
    ask(questions, "last four digits", () -> text(end(card(random).phone(), 4)));
    ask(questions, "part of a phone", () -> text(end(card(random).phone(), 7)));
    ask(questions, "whole phone", () -> text(card(random).phone()));
    ask(questions, "company", () -> text(card(random).company()));
    ask(questions, "one word of companies", () -> text("GmbH"));
    ask(questions, "e-mail", () -> text(card(random).email()));
    ask(questions, "campaign in the box", () -> text(card(random).campaign()));
    ask(questions, "call id", () -> text(SearchBenchCalls.callId(random.nextInt(calls))));
    ask(questions, "receipt", () -> text(receipt(random)));
    ask(questions, "nobody of this name", () -> text("Zzyx Qwortz"));
    ask(questions, "two frequent words", () -> text("Anna GmbH"));
    ask(questions, "two that never meet", () -> text(card(random).name() + " " + "Quellhof"));
    ask(questions, "text without people", () -> query(text(card(random).campaign()), false));
    for (String outcome : List.of("connected", "callback")) {
      ask(questions, "outcome " + outcome, () -> query(null, null, outcome, null, all()));
    }
    ask(questions, "campaign", () -> query(null, card(random).campaign(), null, null, all()));
    ask(
        questions,
        "campaign and outcome",
        () -> query(null, card(random).campaign(), "callback", null, all()));
    for (EventState state : EventState.values()) {
      ask(questions, "state " + state.text(), () -> plain(all().in(state)));
    }
    ask(questions, "since 24 h", () -> plain(all().since(END.minus(Duration.ofDays(1)))));
    ask(questions, "person", () -> plain(all().ofPerson(card(random).phone())));
    ask(questions, "source", () -> plain(all().from("famulor")));
    ask(questions, "a source without calls", () -> plain(all().from("retell")));
    deliveriesAndCombinations(questions, random);
    counts(questions);
  }

  private void deliveriesAndCombinations(int questions, Random random) {
    for (DeliveryState state : List.of(DeliveryState.DELIVERED, DeliveryState.REJECTED)) {
      ask(
          questions,
          "delivery " + state.text() + " anywhere",
          () -> query(null, null, null, delivery(null, state), all()));
      ask(
          questions,
          "delivery " + state.text() + " at one",
          () -> query(null, null, null, delivery("salesforce-lead", state), all()));
    }
    ask(
        questions,
        "outcome and rejected",
        () -> query(null, null, "connected", delivery(null, DeliveryState.REJECTED), all()));
    ask(
        questions,
        "outcome and never discarded",
        () -> query(null, null, "connected", delivery(null, DeliveryState.DISCARDED), all()));
    ask(
        questions,
        "outcome and held",
        () -> query(null, null, "connected", null, all().in(EventState.HELD)));
    ask(
        questions,
        "outcome and nothing ignored",
        () -> query(null, null, "connected", null, all().in(EventState.IGNORED)));
    ask(
        questions,
        "campaign, outcome, state, delivery",
        () ->
            query(
                null,
                card(random).campaign(),
                "callback",
                delivery("salesforce-lead", DeliveryState.REJECTED),
                all().in(EventState.ROUTED)));
    ask(
        questions,
        "name, outcome and delivery, deep",
        () ->
            query(
                "Anna",
                null,
                "connected",
                delivery("call-log", DeliveryState.DELIVERED),
                all().page(PAGE, made.receipt(calls / 3))));
  }

  /** What the pages count: the overview, the menu, what needs attention. */
  private void counts(int questions) {
    for (EventState state :
        List.of(
            EventState.RECEIVED, EventState.HELD, EventState.QUARANTINED, EventState.UNROUTED)) {
      time(questions, "count " + state.text(), () -> events.count(EventFilter.all().in(state)));
    }
    for (DeliveryState state : List.of(DeliveryState.REJECTED, DeliveryState.FAILED)) {
      time(
          questions,
          "count " + state.text(),
          () -> deliveries.count(DeliveryFilter.all().in(state)));
    }
    time(questions, "destinations", deliveries::standings);
    time(questions, "groups of calls", () -> events.groups(100));
    time(questions, "groups of deliveries", () -> deliveries.groups(100));
    Instant day = END.minus(Duration.ofDays(1));
    time(questions, "calls of a day", () -> events.counts(day));
    time(questions, "deliveries of a day", () -> deliveries.counts(day));
  }

  private void ask(int questions, String kind, Supplier<CallQuery> query) {
    time(questions, kind, () -> page(query.get()));
  }

  /** As the console does it. */
  private int page(CallQuery query) {
    List<EventRow> rows = search.find(query);
    journal.callIndex().cards(rows.stream().map(EventRow::id).toList());
    deliveries.states(rows.stream().map(EventRow::callId).toList());
    return rows.size();
  }

  private void time(int questions, String kind, Supplier<?> question) {
    double[] millis = new double[questions];
    Object last = null;
    for (int i = 0; i < questions; i++) {
      long start = System.nanoTime();
      last = question.get();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    double p95 = millis[Math.min(questions - 1, (int) Math.ceil(0.95 * questions) - 1)];
    String found = last instanceof Number number ? number.toString() : "";
    slow += p95 > LIMIT_MS ? 1 : 0;
    System.out.printf(
        "%-38s p50 %8.1f ms  p95 %8.1f ms  most %8.1f ms  %6s %s%n",
        kind,
        millis[questions / 2],
        p95,
        millis[questions - 1],
        found,
        p95 > LIMIT_MS ? "SLOW" : "");
  }

  private CallCard card(Random random) {
    return made.card(random.nextInt(calls));
  }

  private String receipt(Random random) {
    return made.receipt(random.nextInt(calls));
  }

  private static EventFilter all() {
    return EventFilter.all().page(PAGE, null);
  }

  private static String end(String text, int length) {
    return text.substring(text.length() - length);
  }

  private static CallQuery plain(EventFilter filter) {
    return query(null, null, null, null, filter);
  }

  private static CallQuery text(String text) {
    return query(text, null, null, null, all());
  }

  private static CallQuery query(CallQuery query, boolean people) {
    return new CallQuery(query.text(), people, null, null, null, null, query.events());
  }

  private static CallQuery query(
      String text,
      String campaign,
      String outcome,
      CallQuery.DeliveryCondition delivery,
      EventFilter filter) {
    return new CallQuery(text, true, null, campaign, outcome, delivery, filter);
  }

  private static CallQuery.DeliveryCondition delivery(String destination, DeliveryState state) {
    return new CallQuery.DeliveryCondition(destination, List.of(state.text()), List.of());
  }
}
