package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Workspace;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.reload.ActiveConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Random edits, good and bad, while calls come in: no call is lost, something right always serves,
 * and nothing grows. As many edits as {@code -Daftercall.torture.edits} says.
 */
class ReloadTortureTest extends EditStage {
  private static final int EDITS = Integer.getInteger("aftercall.torture.edits", 24);
  private static final long SEED = Long.getLong("aftercall.torture.seed", 20_261_128L);

  /** Edits until everything that is made once has been made. */
  private static final int WARM_UP = Math.max(8, EDITS / 10);

  private final ActiveConfig activeConfig = service.bean(ActiveConfig.class);
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();

  @Test
  void nothingIsLostAndNothingGrows() throws Exception {
    Workspace first = activeConfig.workspace();
    Instant begin = Instant.now();
    AtomicBoolean on = new AtomicBoolean(true);
    Thread sender = new Thread(() -> send(on), "torture-sender");
    sender.start();
    RandomEdits edits = new RandomEdits(home, first, SEED);
    House before = null;
    int bad = 0;
    for (int i = 0; i < EDITS; i++) {
      if (i == WARM_UP) {
        before = House.now();
      }
      bad += carryOut(edits.next()) ? 0 : 1;
    }
    edits.undo();
    await(() -> version().equals(first.hash()));
    on.set(false);
    sender.join();
    House after = House.now();

    assertThat(answers.keySet()).containsExactly(202);
    everyCallHasArrived(begin);
    assertThat(bad).isBetween(1, EDITS - 1);
    assertThat(after.threads()).as("%s -> %s", before, after).isLessThan(before.threads() + 10);
    assertThat(after.classes()).as("%s -> %s", before, after).isLessThan(before.classes() + 300);
    report(bad, before, after);
  }

  /** Returns whether it was a good one. */
  private boolean carryOut(RandomEdits.Edit edit) throws Exception {
    String serving = version();
    long refusals = activeConfig.refusals();
    edit.save().run();
    long saved = System.nanoTime();
    if (edit.good()) {
      String wanted = Workspace.read(home).hash();
      await(() -> version().equals(wanted), edit);
      seconds.add((System.nanoTime() - saved) / 1e9);
    } else {
      await(() -> activeConfig.refusals() > refusals, edit);
      assertThat(version()).as(edit.name()).isEqualTo(serving);
      edit.mend().run();
      await(() -> activeConfig.refusal().isEmpty(), edit);
    }
    return edit.good();
  }

  private void await(BooleanSupplier met, RandomEdits.Edit edit) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(
              "%s: %s",
              edit.name(), activeConfig.refusal().map(ActiveConfig.RejectedEdit::problems))
          .isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void send(AtomicBoolean on) {
    while (on.get()) {
      int id = NEXT_ID.incrementAndGet();
      answers.merge(service.post(body(id)).statusCode(), 1, Integer::sum);
      sent.add(String.valueOf(id));
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Routed, none held; and delivered to every destination all the rules have in common. */
  private void everyCallHasArrived(Instant begin) throws Exception {
    EventQueries events = service.bean(EventQueries.class);
    DeliveryQueries deliveries = service.bean(DeliveryQueries.class);
    EventFilter since = EventFilter.all().since(begin.minusMillis(1));
    await(() -> events.count(since.in(EventState.RECEIVED)) == 0);
    assertThat(events.count(since.in(EventState.ROUTED))).isEqualTo(sent.size());
    for (String id : sent) {
      // All rows in one look: a delivery between two looks may go from sending back to pending.
      await(
          () ->
              deliveries.find(DeliveryFilter.all().ofCall(id)).stream()
                  .noneMatch(row -> row.state().open()));
      assertThat(deliveries.find(DeliveryFilter.all().ofCall(id)))
          .as("call %s", id)
          .filteredOn(row -> List.of("call-log", "crm-http").contains(row.destination()))
          .hasSize(2)
          .allMatch(row -> row.state() == DeliveryState.DELIVERED);
    }
  }

  private void report(int bad, House before, House after) throws IOException {
    double[] sorted = seconds.stream().mapToDouble(one -> one).sorted().toArray();
    String told =
        ("%d edits, %d of them bad; %d calls, all 202 and delivered; save to effect: median %.2f s,"
                + " p95 %.2f s, longest %.2f s; after %d edits %s, at the end %s%n")
            .formatted(
                EDITS,
                bad,
                sent.size(),
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)],
                Arrays.stream(sorted).max().orElse(0),
                WARM_UP,
                before,
                after);
    Files.writeString(home.resolveSibling("reload-torture.txt"), told);
  }

  /** What must not grow. */
  private record House(int threads, int classes, long heapMegabytes) {
    static House now() {
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !thread.getName().startsWith("vert.x-worker"))
              .count();
      return new House(
          (int) threads,
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          heap >> 20);
    }
  }
}
