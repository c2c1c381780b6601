package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityQuotaTest {

  private static List<List<String>> due(int urgent, int high, int normal) {
    return List.of(
        new ArrayList<>(Collections.nCopies(urgent, "urgent")),
        new ArrayList<>(Collections.nCopies(high, "high")),
        new ArrayList<>(Collections.nCopies(normal, "normal")));
  }

  private static List<Integer> counts(List<String> chosen) {
    return List.of("urgent", "high", "normal").stream()
        .map(name -> Collections.frequency(chosen, name))
        .toList();
  }

  @Test
  void aLargeClaimLeavesAFifthToEachOfTheLowerOnes() {
    assertThat(counts(PriorityQuota.of(1, 200, due(500, 500, 500)))).containsExactly(120, 40, 40);
  }

  @Test
  void claimsOfOneLeaveEveryFifthToEachOfTheLowerOnes() {
    List<String> chosen = new ArrayList<>();
    for (int turn = 1; turn <= 100; turn++) {
      chosen.addAll(PriorityQuota.of(turn, 1, due(9, 9, 9)));
    }
    assertThat(counts(chosen)).containsExactly(60, 20, 20);
    assertThat(chosen.get(0)).isEqualTo("urgent");
  }

  @Test
  void noPlaceStaysEmptyWhileAnybodyIsDue() {
    assertThat(counts(PriorityQuota.of(1, 200, due(0, 0, 500)))).containsExactly(0, 0, 200);
    assertThat(counts(PriorityQuota.of(1, 200, due(500, 0, 0)))).containsExactly(200, 0, 0);
    assertThat(counts(PriorityQuota.of(3, 10, due(3, 4, 5)))).satisfies(c -> sumsUpTo(c, 10));
    assertThat(counts(PriorityQuota.of(4, 50, due(3, 4, 5)))).containsExactly(3, 4, 5);
  }

  private static void sumsUpTo(List<? extends Integer> counts, int sum) {
    assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(sum);
  }

  @Test
  void theMostUrgentComeFirst() {
    assertThat(PriorityQuota.of(1, 5, due(1, 1, 1))).containsExactly("urgent", "high", "normal");
  }
}
