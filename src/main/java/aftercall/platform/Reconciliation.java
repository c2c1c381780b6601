package aftercall.platform;

import aftercall.call.CallReader;
import aftercall.call.Kind;
import aftercall.call.Reading;
import aftercall.config.Source;
import aftercall.intake.Intake;
import aftercall.journal.Journal;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import aftercall.platform.Account.Word;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what is here with the platform's list of calls, and takes in what never came. One step
 * is one page of the list, or what the budget allows of it; whoever asks sets the pace, and may
 * stop at any time, for a call that was taken in is known the next time.
 */
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** The webhook may still be under way, or come again. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  /** The list goes by days, of whatever zone. */
  private static final Duration ANY_ZONE = Duration.ofHours(14);

  private final Platforms platforms;
  private final Journal journal;
  private final Intake intake;
  private final Fetched fetched;
  private final InstantSource clock;

  Reconciliation(
      Platforms platforms, Journal journal, Intake intake, Fetched fetched, InstantSource clock) {
    this.fetched = fetched;
    this.platforms = platforms;
    this.journal = journal;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param since calls that began then or later
   * @param changed whether calls that are here with other content are taken in too
   * @param dryRun whether nothing is taken in
   */
  public record Wish(Instant since, boolean changed, boolean dryRun) {}

  /**
   * @param next where to go on; null at the end
   * @param pause how long to wait before going on
   */
  public record Step(Account account, String next, Duration pause) {}

  /** Where a step begins. */
  private record Place(int page, int call) {
    static Optional<Place> parse(String text) {
      if (text.isEmpty()) {
        return Optional.of(new Place(1, 0));
      }
      if (!text.matches("\\d{1,6}\\.\\d{1,4}")) {
        return Optional.empty();
      }
      int dot = text.indexOf('.');
      return Optional.of(
          new Place(
              Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
    }

    @Override
    public String toString() {
      return page + "." + call;
    }
  }

  /** The sources whose platform can be asked, by name. */
  public List<String> sources() {
    return platforms.names();
  }

  /**
   * @param source one of {@link #sources}
   * @param from what the step before said is next; empty to begin
   * @throws IllegalArgumentException when {@code from} is neither
   */
  public Step step(String source, String from, Wish wish) throws PlatformProblem {
    Place place = Place.parse(from).orElseThrow(IllegalArgumentException::new);
    Source asked = platforms.source(source);
    Round round = new Round(asked, platforms.api(asked), wish);
    try {
      PlatformApi.Page page =
          round.api.list(
              wish.since().minus(ANY_ZONE).atOffset(ZoneOffset.UTC).toLocalDate(), place.page());
      return round.take(page, place);
    } catch (PlatformProblem problem) {
      if (problem.kind() == PlatformProblem.Kind.BUSY) {
        return new Step(round.account, place.toString(), problem.waiting());
      }
      throw problem;
    } finally {
      LOG.info(
          "reconcile.page source={} page={} seen={} ingested={} refused={}",
          source,
          place.page(),
          round.account.seen(),
          round.account.count(Word.INGESTED),
          round.account.count(Word.REFUSED));
    }
  }

  private final class Round {
    private final Source source;
    private final PlatformApi api;
    private final Wish wish;
    private final CallReader reader;
    private final Account account = new Account();

    Round(Source source, PlatformApi api, Wish wish) {
      this.source = source;
      this.api = api;
      this.wish = wish;
      reader = new CallReader(source.rules());
    }

    Step take(PlatformApi.Page page, Place from) throws PlatformProblem {
      List<ObjectNode> calls = new ArrayList<>();
      page.calls().forEach(call -> calls.add(read(call)));
      List<String> ids = calls.stream().map(call -> call.path("id").asText()).toList();
      Stored stored = new Stored(journal, source.name(), reader, ids);
      for (int i = from.call(); i < calls.size(); i++) {
        try {
          if (isMeant(calls.get(i))) {
            take(calls.get(i), stored);
          }
        } catch (PlatformProblem problem) {
          if (problem.kind() != PlatformProblem.Kind.BUSY) {
            throw problem;
          }
          return new Step(account, new Place(from.page(), i).toString(), problem.waiting());
        }
      }
      String next = page.last() ? null : new Place(from.page() + 1, 0).toString();
      return new Step(account, next, Duration.ZERO);
    }

    /** What is not understood has no fields; it is told as refused. */
    private ObjectNode read(ObjectNode call) {
      byte[] bytes = call.toString().getBytes(StandardCharsets.UTF_8);
      return reader.read(bytes, 1) instanceof Reading.Read read && read.kind() == Kind.CALL
          ? read.call()
          : call.objectNode().put("id", call.path("id").asText("unknown"));
    }

    private boolean isMeant(ObjectNode call) {
      Instant began = moment(call.path("created_at"));
      return began == null || !began.isBefore(wish.since());
    }

    private void take(ObjectNode call, Stored stored) throws PlatformProblem {
      String id = call.path("id").asText();
      if (!call.has("outcome")) {
        account.add(id, Word.REFUSED, "what the list says of it is not understood");
      } else if (stored.has(id)) {
        List<String> differences = stored.differences(id, call);
        String why = String.join(", ", differences);
        if (differences.isEmpty()) {
          account.add(id, Word.KNOWN, "");
        } else if (wish.changed() && !wish.dryRun()) {
          fetch(id);
        } else {
          account.add(id, Word.CHANGED, why);
        }
      } else if (!isDue(call)) {
        account.add(id, Word.SKIPPED, "");
      } else if (stored.wasErased(id)) {
        account.add(id, Word.ERASED, "");
      } else if (wish.dryRun()) {
        account.add(id, Word.MISSING, "");
      } else {
        fetch(id);
      }
    }

    /** Whether its webhook should have been here by now. */
    private boolean isDue(ObjectNode call) {
      Instant ended = moment(call.path("finished_at"));
      boolean over = call.path("final").asBoolean();
      boolean settled = ended == null || ended.isBefore(clock.instant().minus(GRACE));
      boolean sent =
          !source.platform().onlyCompleted() || call.path("outcome").asText().equals("connected");
      return over && settled && sent;
    }

    private void fetch(String id) throws PlatformProblem {
      ObjectNode call = api.call(id).orElse(null);
      if (call == null) {
        account.add(id, Word.REFUSED, "the list names it, but the platform does not give it out");
        return;
      }
      if (!read(call).path("id").asText().equals(id)) {
        account.add(id, Word.REFUSED, "the platform gives out another call for it");
        return;
      }
      Receipt receipt = stored(call.toString().getBytes(StandardCharsets.UTF_8));
      if (receipt.verdict() == Verdict.QUARANTINED) {
        account.add(id, Word.REFUSED, "it is not understood, and quarantined");
      } else {
        account.add(id, receipt.verdict() == Verdict.DUPLICATE ? Word.KNOWN : Word.INGESTED, "");
      }
    }

    private Receipt stored(byte[] body) {
      fetched.remember(body);
      try {
        return intake.fetched(source.name(), body).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }

  private static Instant moment(JsonNode text) {
    try {
      return text.isTextual() ? OffsetDateTime.parse(text.textValue()).toInstant() : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
