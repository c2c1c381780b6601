package aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a destination is left alone, and who says so. */
abstract class PausesContract extends OutboxFixture {
  @Test
  void aPauseIsKnownUntilResumedAndOneNodeMayProbe() {
    Pauses pauses = new Pauses(store, clock);
    Instant since = clock.instant();
    Instant until = since.plusSeconds(60);
    pauses.pause("crm", "logged out", until);
    clock.pass(Duration.ofSeconds(10));
    pauses.pause("crm", "still logged out", until);
    pauses.pause("chat", "not configured", null);
    assertThat(pauses.all().get("crm"))
        .isEqualTo(new Pause("crm", "still logged out", since, until));
    assertThat(pauses.all().get("chat").until()).isNull();
    assertThat(pauses.mayProbe("crm", until)).isFalse();
    clock.pass(Duration.ofSeconds(50));
    Instant next = clock.instant().plusSeconds(60);
    assertThat(pauses.mayProbe("crm", next)).isTrue();
    assertThat(pauses.mayProbe("crm", next)).isFalse();
    assertThat(pauses.mayProbe("chat", next)).isFalse();
    assertThat(pauses.resume("crm")).isTrue();
    assertThat(pauses.resume("crm")).isFalse();
    assertThat(pauses.all()).containsOnlyKeys("chat");
  }

  @Test
  void whatAPersonPausedOnlyAPersonResumes() {
    Pauses pauses = new Pauses(store, clock);
    pauses.pause("crm", "paused by ann: moving house", null);
    pauses.pause("crm", "nobody there", clock.instant().plusSeconds(60));
    assertThat(pauses.reopen("crm")).isFalse();
    assertThat(pauses.all().get("crm").reason()).isEqualTo("paused by ann: moving house");
    assertThat(pauses.all().get("crm").until()).isNull();
    assertThat(pauses.resume("crm")).isTrue();

    pauses.pause("crm", "nobody there", clock.instant().plusSeconds(60));
    pauses.pause("crm", "paused by ann: moving house", null);
    assertThat(pauses.reopen("crm")).isFalse();
  }
}
