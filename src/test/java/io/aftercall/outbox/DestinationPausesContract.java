package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a destination is left alone, and who says so. */
abstract class DestinationPausesContract extends OutboxFixture {
  @Test
  void aPauseIsKnownUntilResumedAndOneNodeMayProbe() {
    DestinationPauses destinationPauses = new DestinationPauses(store, clock);
    Instant since = clock.instant();
    Instant until = since.plusSeconds(60);
    destinationPauses.pause("crm", "logged out", until);
    clock.pass(Duration.ofSeconds(10));
    destinationPauses.pause("crm", "still logged out", until);
    destinationPauses.pause("chat", "not configured", null);
    assertThat(destinationPauses.all().get("crm"))
        .isEqualTo(new DestinationPause("crm", "still logged out", since, until));
    assertThat(destinationPauses.all().get("chat").until()).isNull();
    assertThat(destinationPauses.mayProbe("crm", until)).isFalse();
    clock.pass(Duration.ofSeconds(50));
    Instant next = clock.instant().plusSeconds(60);
    assertThat(destinationPauses.mayProbe("crm", next)).isTrue();
    assertThat(destinationPauses.mayProbe("crm", next)).isFalse();
    assertThat(destinationPauses.mayProbe("chat", next)).isFalse();
    assertThat(destinationPauses.resume("crm")).isTrue();
    assertThat(destinationPauses.resume("crm")).isFalse();
    assertThat(destinationPauses.all()).containsOnlyKeys("chat");
  }

  @Test
  void whatAPersonPausedOnlyAPersonResumes() {
    DestinationPauses destinationPauses = new DestinationPauses(store, clock);
    destinationPauses.pause("crm", "paused by ann: moving house", null);
    destinationPauses.pause("crm", "nobody there", clock.instant().plusSeconds(60));
    assertThat(destinationPauses.reopen("crm")).isFalse();
    assertThat(destinationPauses.all().get("crm").reason())
        .isEqualTo("paused by ann: moving house");
    assertThat(destinationPauses.all().get("crm").until()).isNull();
    assertThat(destinationPauses.resume("crm")).isTrue();

    destinationPauses.pause("crm", "nobody there", clock.instant().plusSeconds(60));
    destinationPauses.pause("crm", "paused by ann: moving house", null);
    assertThat(destinationPauses.reopen("crm")).isFalse();
  }
}
