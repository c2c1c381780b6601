package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.bulk.AuditLog;
import io.aftercall.store.Store;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A clock far ahead of what is known is told in the console, and confirmed there. */
class ClockPageTest extends ConsoleVisit {
  private static void known(Instant at) {
    service
        .bean(Store.class)
        .write(
            transaction -> {
              var upsert =
                  transaction.statement(
                      "insert into clock_mark (name, at, who, why) values ('retention', ?, null,"
                          + " null) on conflict (name) do update set at = excluded.at");
              upsert.setLong(1, at.toEpochMilli());
              return upsert.executeUpdate();
            });
  }

  @Test
  void aPersonSaysThatTheClockIsRight() throws Exception {
    logIn(PASSWORD);
    known(Instant.now());
    assertThat(get(browser, "/console").body()).doesNotContain("Is the clock right?");
    assertThat(get(browser, "/console/clock").body()).contains("nothing is to be done");

    known(Instant.now().minus(Duration.ofDays(400)));
    assertThat(get(browser, "/console").body())
        .contains("after the latest time known here", "Is the clock right?", "/console/clock");
    HttpResponse<String> done =
        submit("/console/clock", "/console/clock", Map.of("why", "it was off for a year"));

    assertThat(done.body()).contains("The clock is believed");
    assertThat(get(browser, "/console").body()).doesNotContain("Is the clock right?");
    assertThat(service.bean(AuditLog.class).latest(1, null))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.who()).isEqualTo("admin");
              assertThat(entry.what()).isEqualTo("confirm-clock");
              assertThat(entry.why()).isEqualTo("it was off for a year");
            });
  }

  @Test
  void aWhyIsNeeded() throws Exception {
    logIn(PASSWORD);
    known(Instant.now().minus(Duration.ofDays(400)));
    assertThat(submit("/console/clock", "/console/clock", Map.of("why", " ")).statusCode())
        .isEqualTo(400);
    known(Instant.now());
  }
}
