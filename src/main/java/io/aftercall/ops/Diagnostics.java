package io.aftercall.ops;

import io.aftercall.camel.CamelLifecycle;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.HealthCheck.Finding;
import io.aftercall.outbox.DestinationPauses;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.store.Store;
import io.aftercall.store.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Examines the running service when an operator asks for it; nothing of a call is sent. */
public final class Diagnostics {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Leases and due times of several nodes meet in one database; a second or two do no harm. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final Store store;
  private final DestinationPauses destinationPauses;
  private final CamelLifecycle camel;
  private final ActiveConfig rules;
  private final InstantSource clock;
  private final List<HealthCheck> healthChecks;

  Diagnostics(
      Store store,
      DestinationPauses destinationPauses,
      CamelLifecycle camel,
      ActiveConfig rules,
      InstantSource clock,
      List<HealthCheck> healthChecks) {
    this.store = store;
    this.destinationPauses = destinationPauses;
    this.camel = camel;
    this.rules = rules;
    this.clock = clock;
    this.healthChecks = healthChecks;
  }

  /** What was found, in the order of a call's road. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(commits());
    findings.add(clocks());
    findings.add(files());
    findings.add(webhookEndpoint());
    healthChecks.forEach(healthCheck -> findings.add(healthCheck.examine()));
    paused(findings);
    return findings;
  }

  private Finding commits() {
    return store.canCommit()
        ? Finding.good("store", "%s commits, durably".formatted(store.dialect()))
        : Finding.bad(
            "store",
            "takes nothing now"
                + store.trouble().map(trouble -> ": " + trouble.getMessage()).orElse(""));
  }

  private Finding clocks() {
    if (!store.dialect().shared()) {
      return Finding.good("clock", "one node, one clock");
    }
    try {
      double seconds =
          store.read(db -> db.sql("select extract(epoch from now())").query(Double.class).single());
      Instant theirs = Instant.ofEpochMilli((long) (seconds * 1000));
      Duration apart = Duration.between(theirs, clock.instant()).abs();
      String says = "%d ms from the database's".formatted(apart.toMillis());
      return apart.compareTo(CLOCKS_APART) < 0
          ? Finding.good("clock", says)
          : Finding.bad("clock", says + "; let both follow a time server");
    } catch (StoreUnavailableException e) {
      return Finding.bad("clock", "cannot be compared, the database does not answer");
    }
  }

  private Finding files() {
    return rules
        .refusal()
        .map(
            rejectedEdit ->
                Finding.bad(
                    "files",
                    (rejectedEdit.atStart()
                            ? "this start refused them with %d problem(s) and opened with version %s, which was active last; run check"
                            : "the last edit was refused with %d problem(s) and version %s stays; run check")
                        .formatted(rejectedEdit.problems().size(), rules.workspace().version())))
        .orElseGet(
            () -> Finding.good("files", "version %s".formatted(rules.workspace().version())));
  }

  /** As a sender without proof: the webhook endpoint has to be there and to let nobody in. */
  private Finding webhookEndpoint() {
    URI address = URI.create("http://127.0.0.1:" + camel.webhookPort() + "/");
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 404
          ? Finding.good("webhook endpoint", "port %d answers".formatted(camel.webhookPort()))
          : Finding.bad(
              "webhook endpoint", "port %d answers %d".formatted(camel.webhookPort(), status));
    } catch (IOException e) {
      return Finding.bad(
          "webhook endpoint",
          "does not answer at %s; look at aftercall.webhook.address and aftercall.webhook.port"
              .formatted(address));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.bad("webhook endpoint", "was not examined");
    }
  }

  private void paused(List<Finding> findings) {
    try {
      destinationPauses
          .all()
          .forEach(
              (name, destinationPause) ->
                  findings.add(Finding.unset("destination " + name, destinationPause.reason())));
    } catch (StoreUnavailableException e) {
      // Said above.
    }
  }
}
