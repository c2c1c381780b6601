package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The overview says "all well" only where that is known. */
class OverviewHeroTest {
  private static final DailyCounts.Numbers NOTHING = new DailyCounts.Numbers(Map.of(), Map.of());

  private static final DailyCounts.Numbers RECEIVED =
      new DailyCounts.Numbers(Map.of(EventState.ROUTED, 3L), Map.of());

  private static final DailyCounts.Numbers DELIVERED =
      new DailyCounts.Numbers(
          Map.of(EventState.ROUTED, 3L), Map.of("crm", Map.of(DeliveryState.DELIVERED, 3L)));

  private static OverviewPage.Line line(String tone, String says) {
    DestinationView view =
        new DestinationView(
            "crm", 3, 0, 0, 0, null, null, new DestinationView.StateAndReason("on", "", false));
    return new OverviewPage.Line(view, tone, says);
  }

  private static OverviewPage.Hero hero(
      long aside, String tone, int idle, DailyCounts.Numbers day) {
    return OverviewPage.Hero.of(aside, List.of(line("good", "Healthy"), line(tone, "")), idle, day);
  }

  @Test
  void wellIsSaidOfWhatWasDeliveredLately() {
    assertThat(hero(0, "quiet", 0, DELIVERED).title()).isEqualTo("All systems operational");
    assertThat(hero(0, "quiet", 0, RECEIVED).title())
        .isEqualTo("Nothing delivered in the last 24 hours");
    assertThat(hero(0, "quiet", 0, NOTHING).title()).isEqualTo("No calls in the last 24 hours");
    assertThat(hero(0, "quiet", 0, NOTHING).tone()).isEmpty();
  }

  @Test
  void aDestinationThatFailsEveryTryIsRedThoughNothingNeedsAPersonYet() {
    OverviewPage.Hero hero = hero(0, "bad", 0, DELIVERED);
    assertThat(hero.tone()).isEqualTo("bad");
    assertThat(hero.title()).isEqualTo("1 destination needs attention");
  }

  @Test
  void theWorstIsSaidFirst() {
    assertThat(hero(2, "bad", 1, DELIVERED).title()).isEqualTo("2 items need attention");
    assertThat(hero(0, "wait", 1, DELIVERED).title()).isEqualTo("1 worker does not work");
    assertThat(hero(0, "wait", 0, DELIVERED).title()).isEqualTo("1 destination is waiting");
  }
}
