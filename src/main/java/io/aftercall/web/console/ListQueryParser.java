package io.aftercall.web.console;

import io.aftercall.bulk.BulkAction;
import io.aftercall.call.Phones;
import io.aftercall.config.DidYouMean;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.person.SuppressionFilter;
import io.aftercall.privacy.DataSubject;
import io.aftercall.security.Role;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;

/** Reads query strings: the one place that knows the filters and says what is wrong with one. */
public final class ListQueryParser {
  static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final Pattern BACK = Pattern.compile("(\\d{1,5})([mhd])");
  private static final List<String> PAGING = List.of("limit", "before");
  private static final List<String> OF_EVENTS =
      List.of("state", "source", "since", "phone", "call", "reason", "id");

  /** For a list of calls; {@code q} is what a person types into one box. */
  private static final List<String> OF_CALLS =
      List.of(
          "q",
          "state",
          "source",
          "since",
          "phone",
          "name",
          "call",
          "campaign",
          "outcome",
          "destination",
          "delivery",
          "reason",
          "id");

  private static final List<String> OF_DELIVERIES =
      List.of("state", "source", "destination", "since", "phone", "call", "reason", "id");

  /** Whoever may not see people learns from an answer to these whether somebody called. */
  private static final List<String> OF_PEOPLE = List.of("phone", "name", "email");

  private static final List<String> OF_SUBJECT = List.of("phone", "call", "source");

  private static final List<String> OF_SUPPRESSIONS =
      List.of("state", "source", "phone", "email", "id");

  private static final List<String> OF_RECONCILE = List.of("since", "source", "changed", "after");

  private static final List<String> OF_DRIFT = List.of("since", "source");

  private final InstantSource clock;
  private final Supplier<Sources> sources;
  private final KnownNames names;

  ListQueryParser(InstantSource clock, Supplier<Sources> sources) {
    this(clock, sources, KnownNames.ANY);
  }

  ListQueryParser(InstantSource clock, Supplier<Sources> sources, KnownNames names) {
    this.clock = clock;
    this.sources = sources;
    this.names = names;
  }

  /** For a list of events. */
  public ListQuery events(Map<String, String[]> query) {
    List<String> states = Arrays.stream(EventState.values()).map(EventState::text).toList();
    ListQuery listQuery = read(query, and(OF_CALLS, PAGING), states);
    delivery(listQuery.asked().get("delivery"));
    return listQuery;
  }

  private static void delivery(String text) {
    List<String> known = Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList();
    if (text != null && !known.contains(text)) {
      throw new BadRequestException("delivery must be one of " + String.join(", ", known));
    }
  }

  /** For a list of deliveries. */
  public ListQuery deliveries(Map<String, String[]> query) {
    List<String> states = Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList();
    return read(query, and(OF_DELIVERIES, PAGING), states);
  }

  /** For something to be done; all of something only when that is said. */
  public ListQuery order(BulkAction bulkAction, Map<String, String[]> query) {
    List<String> filters = bulkAction.ofEvents() ? OF_EVENTS : OF_DELIVERIES;
    ListQuery listQuery = read(query, and(filters, List.of("all")), bulkAction.possible());
    String all = listQuery.asked().get("all");
    if (all != null && !all.equals("true")) {
      throw new BadRequestException("all can only be true: everything in these states");
    }
    if (listQuery.asked().isEmpty()) {
      throw new BadRequestException(
          "say which: %s; or all=true for everything that is %s"
              .formatted(String.join(", ", filters), String.join(" or ", bulkAction.usual())));
    }
    return listQuery;
  }

  /** For whatever concerns one person or one call. */
  public DataSubject subject(Map<String, String[]> query) {
    ListQuery listQuery = read(query, OF_SUBJECT, List.of());
    String call = listQuery.asked().get("call");
    if ((call == null) == (listQuery.personKey() == null)) {
      throw new BadRequestException("say whose data: phone of a person, or call with a call's id");
    }
    return call == null
        ? DataSubject.person(listQuery.personKey())
        : DataSubject.call(listQuery.asked().get("source"), call);
  }

  /** For the list of who must not be contacted; those that hold when nothing is said. */
  public SuppressionFilter suppressions(Map<String, String[]> query) {
    List<String> states =
        Arrays.stream(SuppressionFilter.State.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toList();
    ListQuery listQuery = read(query, and(OF_SUPPRESSIONS, PAGING), states);
    Map<String, String> asked = listQuery.asked();
    String email = asked.get("email");
    if (email != null && listQuery.personKey() != null) {
      throw new BadRequestException("look for phone or email, one at a time");
    }
    return new SuppressionFilter(
        asked.get("id"),
        SuppressionFilter.State.valueOf(
            asked.getOrDefault("state", "active").toUpperCase(Locale.ROOT)),
        asked.get("source"),
        email == null ? listQuery.personKey() : "email:" + email,
        asked.get("before"),
        listQuery.limit());
  }

  /**
   * A number that somebody typed, in E.164.
   *
   * @param source whose notation it is; null for any
   */
  public String phone(String typed, String source) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("phone", typed.strip());
    if (source != null) {
      asked.put("source", source);
    }
    return person(asked);
  }

  /** For a comparison with a platform's list. */
  public ListQuery reconcile(Map<String, String[]> query) {
    ListQuery listQuery = read(query, OF_RECONCILE, List.of());
    if (listQuery.since() == null) {
      throw new BadRequestException("say since when: 24h, 7d or 2026-01-31T08:00:00Z");
    }
    return listQuery;
  }

  /** For what has drifted; of the last seven days when nothing is said. */
  public ListQuery drift(Map<String, String[]> query) {
    ListQuery listQuery = read(query, OF_DRIFT, List.of());
    return listQuery.since() != null
        ? listQuery
        : new ListQuery(listQuery.asked(), since("7d"), null, listQuery.limit());
  }

  private static List<String> and(List<String> some, List<String> more) {
    List<String> both = new ArrayList<>(some);
    both.addAll(more);
    return both;
  }

  private ListQuery read(Map<String, String[]> query, List<String> allowed, List<String> states) {
    Map<String, String> asked = new LinkedHashMap<>();
    query.forEach(
        (name, values) -> {
          if (!allowed.contains(name)) {
            throw new BadRequestException(
                "there is no parameter " + name + "; " + DidYouMean.hint(name, allowed));
          }
          if (values.length > 1) {
            throw new BadRequestException(name + " is there more than once; give it once");
          }
          // A blank reason is a reason: nobody said one.
          if (!values[0].isBlank() || name.equals("reason")) {
            asked.put(name, values[0].strip());
          }
        });
    if (!Role.OPERATOR.isHeld() && asked.keySet().stream().anyMatch(OF_PEOPLE::contains)) {
      throw new AccessDeniedException("may not look for people");
    }
    state(asked.get("state"), states);
    names.check(asked);
    return new ListQuery(
        asked, since(asked.get("since")), person(asked), limit(asked.get("limit")));
  }

  private static void state(String text, List<String> states) {
    if (text != null && !states.contains(text)) {
      throw BadRequestException.unknownName(
          "state must be one of %s, not '%s'%s"
              .formatted(
                  String.join(", ", states),
                  text,
                  DidYouMean.to(text, states)
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("")));
    }
  }

  private Instant since(String text) {
    if (text == null) {
      return null;
    }
    Matcher back = BACK.matcher(text);
    if (back.matches()) {
      long count = Long.parseLong(back.group(1));
      Duration length =
          switch (back.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          };
      return clock.instant().minus(length);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadRequestException(
          "since must be a time like 2026-03-01T08:00:00Z, or how far back: 30m, 24h, 7d");
    }
  }

  /** Without a country code the number is read as the source would, or the first that can. */
  private String person(Map<String, String> asked) {
    String phone = asked.get("phone");
    if (phone == null) {
      return null;
    }
    return sources.get().all().stream()
        .filter(source -> asked.get("source") == null || source.name().equals(asked.get("source")))
        .map(source -> number(phone, source))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> Phones.e164(phone, null))
        .orElseThrow(
            () ->
                new BadRequestException(
                    "phone is no phone number; write it like +49 1512 3456789"));
  }

  private static Optional<String> number(String phone, Source source) {
    return Phones.e164(phone, source.rules().region());
  }

  private static int limit(String text) {
    if (text == null) {
      return USUAL_PAGE;
    }
    if (text.matches("\\d{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_PAGE) {
        return limit;
      }
    }
    throw new BadRequestException("limit must be a number from 1 to " + LARGEST_PAGE);
  }
}
