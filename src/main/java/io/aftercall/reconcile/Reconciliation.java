package io.aftercall.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.BodyKind;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Source;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.Journal;
import io.aftercall.reconcile.ReconciliationReport.CallStatus;
import io.aftercall.webhook.WebhookIntake;
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

  private final SenderApis senderApis;
  private final Journal journal;
  private final WebhookIntake webhookIntake;
  private final FetchedBodyCache fetchedBodyCache;
  private final MissingCallsGauge missing;
  private final InstantSource clock;

  Reconciliation(
      SenderApis senderApis,
      Journal journal,
      WebhookIntake webhookIntake,
      FetchedBodyCache fetchedBodyCache,
      MissingCallsGauge missing,
      InstantSource clock) {
    this.missing = missing;
    this.fetchedBodyCache = fetchedBodyCache;
    this.senderApis = senderApis;
    this.journal = journal;
    this.webhookIntake = webhookIntake;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param since calls that began then or later
   * @param changed whether calls that are here with other content are taken in too
   * @param dryRun whether nothing is taken in
   */
  public record ReconcileRequest(Instant since, boolean changed, boolean dryRun) {}

  /**
   * @param next where to go on; null at the end
   * @param pause how long to wait before going on
   */
  public record Step(ReconciliationReport account, String next, Duration pause) {}

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
    return senderApis.names();
  }

  /**
   * @param source one of {@link #sources}
   * @param from what the step before said is next; empty to begin
   * @throws IllegalArgumentException when {@code from} is neither
   */
  public Step step(String source, String from, ReconcileRequest reconcileRequest)
      throws SenderApiException {
    Place place = Place.parse(from).orElseThrow(IllegalArgumentException::new);
    Source asked = senderApis.source(source);
    Round round = new Round(asked, senderApis.api(asked), reconcileRequest);
    try {
      SenderApiClient.Page page =
          round.api.list(
              reconcileRequest.since().minus(ANY_ZONE).atOffset(ZoneOffset.UTC).toLocalDate(),
              place.page());
      Step step = round.take(page, place);
      missing.add(source, from.isEmpty(), step.account());
      return step;
    } catch (SenderApiException problem) {
      if (problem.kind() == SenderApiException.Kind.BUSY) {
        return new Step(round.reconciliationReport, place.toString(), problem.waiting());
      }
      throw problem;
    } finally {
      LOG.info(
          "reconcile.page source={} page={} seen={} ingested={} refused={}",
          source,
          place.page(),
          round.reconciliationReport.seen(),
          round.reconciliationReport.count(CallStatus.INGESTED),
          round.reconciliationReport.count(CallStatus.REFUSED));
    }
  }

  private final class Round {
    private final Source source;
    private final SenderApiClient api;
    private final ReconcileRequest reconcileRequest;
    private final CallReader reader;
    private final ReconciliationReport reconciliationReport = new ReconciliationReport();

    Round(Source source, SenderApiClient api, ReconcileRequest reconcileRequest) {
      this.source = source;
      this.api = api;
      this.reconcileRequest = reconcileRequest;
      reader = new CallReader(source.rules());
    }

    Step take(SenderApiClient.Page page, Place from) throws SenderApiException {
      List<ObjectNode> calls = new ArrayList<>();
      page.calls().forEach(call -> calls.add(read(call)));
      List<String> ids = calls.stream().map(call -> call.path("id").asText()).toList();
      KnownCalls knownCalls = new KnownCalls(journal, source.name(), reader, ids);
      for (int i = from.call(); i < calls.size(); i++) {
        try {
          if (isMeant(calls.get(i))) {
            take(calls.get(i), knownCalls);
          }
        } catch (SenderApiException problem) {
          if (problem.kind() != SenderApiException.Kind.BUSY) {
            throw problem;
          }
          return new Step(
              reconciliationReport, new Place(from.page(), i).toString(), problem.waiting());
        }
      }
      String next = page.last() ? null : new Place(from.page() + 1, 0).toString();
      return new Step(reconciliationReport, next, Duration.ZERO);
    }

    /** What is not understood has no fields; it is told as refused. */
    private ObjectNode read(ObjectNode call) {
      byte[] bytes = call.toString().getBytes(StandardCharsets.UTF_8);
      return reader.read(bytes, 1) instanceof ReadResult.Read read && read.kind() == BodyKind.CALL
          ? read.call()
          : call.objectNode().put("id", call.path("id").asText("unknown"));
    }

    private boolean isMeant(ObjectNode call) {
      Instant began = moment(call.path("created_at"));
      return began == null || !began.isBefore(reconcileRequest.since());
    }

    private void take(ObjectNode call, KnownCalls knownCalls) throws SenderApiException {
      String id = call.path("id").asText();
      if (!call.has("outcome")) {
        reconciliationReport.add(
            id, CallStatus.REFUSED, "what the list says of it is not understood");
      } else if (knownCalls.has(id)) {
        List<String> differences = knownCalls.differences(id, call);
        String why = String.join(", ", differences);
        if (differences.isEmpty()) {
          reconciliationReport.add(id, CallStatus.KNOWN, "");
        } else if (reconcileRequest.changed() && !reconcileRequest.dryRun()) {
          fetch(id);
        } else {
          reconciliationReport.add(id, CallStatus.CHANGED, why);
        }
      } else if (!isDue(call)) {
        reconciliationReport.add(id, CallStatus.SKIPPED, "");
      } else if (knownCalls.wasErased(id)) {
        reconciliationReport.add(id, CallStatus.ERASED, "");
      } else if (reconcileRequest.dryRun()) {
        reconciliationReport.add(id, CallStatus.MISSING, "");
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

    private void fetch(String id) throws SenderApiException {
      ObjectNode call = api.call(id).orElse(null);
      if (call == null) {
        reconciliationReport.add(
            id, CallStatus.REFUSED, "the list names it, but the platform does not give it out");
        return;
      }
      if (!read(call).path("id").asText().equals(id)) {
        reconciliationReport.add(
            id, CallStatus.REFUSED, "the platform gives out another call for it");
        return;
      }
      AppendReceipt appendReceipt = stored(call.toString().getBytes(StandardCharsets.UTF_8));
      if (appendReceipt.verdict() == AppendResult.QUARANTINED) {
        reconciliationReport.add(id, CallStatus.REFUSED, "it is not understood, and quarantined");
      } else {
        reconciliationReport.add(
            id,
            appendReceipt.verdict() == AppendResult.DUPLICATE
                ? CallStatus.KNOWN
                : CallStatus.INGESTED,
            "");
      }
    }

    private AppendReceipt stored(byte[] body) {
      fetchedBodyCache.remember(body);
      try {
        return webhookIntake.fetched(source.name(), body).join();
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
