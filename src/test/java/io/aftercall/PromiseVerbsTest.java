package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.cli.CommandStage;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.outbox.PromiseList;
import io.aftercall.outbox.PromisedItem;
import io.aftercall.security.Role;
import io.aftercall.security.Users;
import io.aftercall.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised, by the command line, the API and the console of a running service. */
class PromiseVerbsTest extends ConsoleVisit {
  private static final Instant DUE =
      Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private final CommandStage terminal = new CommandStage();

  @BeforeEach
  void atTheServersSide() throws IOException {
    terminal
        .with("AFTERCALL_URL", at("").toString())
        .with("AFTERCALL_API_TOKEN", Files.readString(DATA.resolve("api-token")).strip());
  }

  private String ok(String... args) {
    CommandStage.Result result = terminal.run(args);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    return result.out();
  }

  /** One that waits for its time, as a decide route with due=promise stores it. */
  private static String waiting(String callId) {
    Store store = service.bean(Store.class);
    NewDelivery delivery =
        new NewDelivery(
                "01PROMISE" + callId,
                new NewDelivery.CallRef("famulor", callId, 1),
                "crm-http",
                1,
                "+49151" + callId,
                1,
                2,
                null,
                false)
            .notBefore(DUE);
    PromiseList promises = new PromiseList(store, InstantSource.system());
    store.write(
        transaction -> {
          promises.put(
              transaction,
              new PromisedItem(
                  delivery.eventId(),
                  delivery.call(),
                  "call_back",
                  DUE,
                  LocalDate.ofInstant(DUE, ZoneId.systemDefault()),
                  "Spring",
                  "anna@acme.example",
                  delivery.id(),
                  true,
                  null));
          return service.bean(Outbox.class).add(transaction, List.of(delivery));
        });
    return delivery.id();
  }

  private static DeliveryState state(String deliveryId) {
    return service.bean(DeliveryQueries.class).get(deliveryId).orElseThrow().state();
  }

  @Test
  void aFollowUpOfACallIsListedWithItsOwner() throws Exception {
    String body =
        """
        {"id":495001,"status":"completed","duration":60,"customer_phone":"+4915129500001",
         "created_at":"%1$s","finished_at":"%1$s",
         "lead":{"variables":{"owner_email":"anna@acme.example"}},
         "extracted_variables":{"follow_up_needed":true}}\
        """
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(delivered("495001")).contains("follow-up");

    JsonNode one = null;
    for (JsonNode row : JSON.readTree(ok("promises", "--json")).path("promises")) {
      one = row.path("call_id").asText().equals("495001") ? row : one;
    }
    assertThat(one).isNotNull();
    assertThat(one.path("owner").asText()).isEqualTo("anna@acme.example");
    assertThat(one.path("delivery_id").asText()).endsWith("follow-up.1");
    assertThat(one.path("movable").asBoolean()).isFalse();
    assertThat(ok("promises", "--owner", "anna@acme.example")).contains("495001");
    assertThat(ok("promises", "--owner", "nobody@acme.example")).contains("Nothing is due");
    assertThat(terminal.run("promises", "--days", "0").err()).contains("days must be");
    assertThat(terminal.run("promises", "--from", "monday").err()).contains("from must be a day");
  }

  @Test
  void whatWaitsIsMovedAndCancelledWithAWhy() {
    String id = waiting("495010");
    assertThat(ok("promises")).contains("495010", "waits", id);
    assertThat(terminal.run("promises", "move", id, "--to", "soon", "--why", "x").err())
        .contains("due_at must be a time");
    String later = DUE.plus(1, ChronoUnit.DAYS).toString();
    assertThat(terminal.run("promises", "move", id, "--to", later).exit()).isEqualTo(64);
    assertThat(ok("promises", "move", id, "--to", later, "--why", "she is away"))
        .contains("Moved to " + later);
    assertThat(service.bean(DeliveryQueries.class).get(id).orElseThrow().dueAt())
        .isEqualTo(Instant.parse(later));
    assertThat(ok("promises", "cancel", id, "--why", "done by hand")).contains("Cancelled");
    assertThat(state(id)).isEqualTo(DeliveryState.DISCARDED);
    assertThat(ok("promises")).doesNotContain("495010");
    assertThat(ok("promises", "--all")).contains("495010", "discarded");
    assertThat(terminal.run("promises", "cancel", id, "--why", "again").err())
        .contains("no delivery of that id waits");
    assertThat(ok("audit")).contains("move-promise", "discard", "done by hand");
  }

  @Test
  void theConsoleShowsMovesAndCancelsAndViewersOnlyLook() throws Exception {
    String id = waiting("495020");
    service.bean(Users.class).set("otto", Role.OPERATOR, "ottos own one");
    logIn("otto", "ottos own one");
    String page = "/console/promises";
    assertThat(get(browser, page).body()).contains("495020", "anna@acme.example", "Move to");
    assertThat(
            submit(
                    page,
                    page + "/" + id + "/move",
                    Map.of("time", "2099-03-01T09:30", "why", "she is away"))
                .body())
        .contains("Moved.");
    assertThat(get(browser, page + "?from=2099-03-01").body()).contains("495020");
    assertThat(
            submit(
                    page + "?from=2099-03-01",
                    page + "/" + id + "/cancel",
                    Map.of("why", "done by hand"))
                .body())
        .contains("nothing is sent for it");
    assertThat(state(id)).isEqualTo(DeliveryState.DISCARDED);

    waiting("495021");
    service.bean(Users.class).set("vera", Role.VIEWER, "veras own one");
    logIn("vera", "veras own one");
    assertThat(get(browser, page).body()).contains("495021").doesNotContain("Move to");
  }
}
