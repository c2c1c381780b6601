package io.aftercall.bench;

import io.aftercall.journal.Journal;
import io.aftercall.journal.NewWebhook;
import io.aftercall.outbox.Attempt;
import io.aftercall.outbox.DeliveryResult;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.LeaseRequest;
import io.aftercall.outbox.LeasedDelivery;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.outbox.Outbox;
import io.aftercall.store.BodyEncryption;
import io.aftercall.store.Databases;
import io.aftercall.store.Store;
import io.aftercall.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast the memories are: appends by many callers, then rounds of claim and record in batches of
 * 200, before and after a backlog is there. Persons come in no order, as callers do. Arguments:
 * {@code sqlite|postgres}, seconds per append run, pending rows of the backlog, finished rows
 * beside it, {@code encrypted} to encrypt the bodies.
 */
public final class StoreBench {
  private static final int BODY = 2_048;
  private static final int BATCH = 200;
  private static final int ROUNDS = 400;

  /** So that ids have one length, and sort as they were made. */
  private static final int FIRST = 10_000_000;

  private static final long SPREAD = 2_654_435_761L;
  private static final int RANGE = 999_999_937;

  private final InstantSource clock = InstantSource.system();
  private final Store store;

  private StoreBench(Store store) {
    this.store = store;
  }

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[1]);
    int pending = Integer.parseInt(args[2]);
    int finished = Integer.parseInt(args[3]);
    Path folder = Files.createTempDirectory("aftercall-bench");
    StoreSettings settings =
        args[0].equals("sqlite") ? Databases.sqlite(folder) : Databases.postgres();
    String key = "bench:" + Base64.getEncoder().encodeToString(new byte[32]);
    BodyEncryption bodyEncryption =
        BodyEncryption.of(args.length > 4 && args[4].equals("sealed") ? key : null);
    try (Store store = Store.open(settings, bodyEncryption, InstantSource.system())) {
      StoreBench bench = new StoreBench(store);
      bench.append(32, 2, "warm-up");
      for (int callers : new int[] {32, 128}) {
        bench.append(callers, seconds, "measured");
      }
      bench.deliver("warm-up");
      bench.deliver("warm-up");
      bench.deliver("empty");
      bench.fill(pending, finished);
      bench.deliver("warm-up");
      bench.deliver("backlog of " + pending + ", " + finished + " finished");
      bench.longLine(100_000);
      bench.deliver("the same and a person with a line of 100000");
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private void append(int callers, int seconds, String name) throws InterruptedException {
    Journal journal = new Journal(store, clock);
    byte[] body = new byte[BODY];
    AtomicLong count = new AtomicLong();
    String run = name + callers + "-" + System.nanoTime() + "-";
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  String id = run + count.incrementAndGet();
                  journal.append(new NewWebhook("famulor", "call", id, id, "{}", body, null));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf("append  %-8s %3d callers  %,9.0f/s%n", name, callers, count.get() / took);
  }

  /** One worker; every round adds as many as it delivers, so that the backlog stays. */
  private void deliver(String name) {
    Outbox outbox = new Outbox(store, clock);
    long[] claims = new long[ROUNDS];
    long[] records = new long[ROUNDS];
    String run = "b" + System.nanoTime() + "-";
    long delivered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int first = round * BATCH;
      store.write(transaction -> outbox.add(transaction, fresh(run, first)));
      long start = System.nanoTime();
      List<LeasedDelivery> leases =
          outbox.lease(new LeaseRequest("crm", BATCH, Duration.ofMinutes(5), "bench"));
      claims[round] = System.nanoTime() - start;
      start = System.nanoTime();
      outbox.record(leases.stream().map(this::delivered).toList());
      records[round] = System.nanoTime() - start;
      delivered += leases.size();
    }
    double millis = (Arrays.stream(claims).sum() + Arrays.stream(records).sum()) / 1e6;
    System.out.printf(
        "deliver %-60s claim p50 %6.2f ms p99 %6.2f ms  record p50 %6.2f ms  %d sent  %,8.0f/s%n",
        name,
        at(claims, 0.5),
        at(claims, 0.99),
        at(records, 0.5),
        delivered,
        delivered / millis * 1e3);
  }

  private static double at(long[] nanos, double part) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.round(part * sorted.length))] / 1e6;
  }

  private static List<NewDelivery> fresh(String run, int first) {
    List<NewDelivery> deliveries = new ArrayList<>();
    for (int i = first; i < first + BATCH; i++) {
      String name = run + i;
      NewDelivery.CallRef call = new NewDelivery.CallRef("famulor", name, 1);
      deliveries.add(new NewDelivery(name, call, "crm", 1, phone(i, run), i, 2, null, false));
    }
    return deliveries;
  }

  private static String phone(int i, String run) {
    return "+49" + (1_500_000_000L + (i + Math.abs((long) run.hashCode())) * SPREAD % RANGE);
  }

  private DeliveryResult delivered(LeasedDelivery lease) {
    Attempt attempt = new Attempt(clock.instant(), 5, "delivered", null, "{}", "{}", "v1", "bench");
    return new DeliveryResult(lease, DeliveryState.DELIVERED, null, null, "00Q", attempt);
  }

  private void fill(int pending, int finished) {
    long start = System.nanoTime();
    for (int done = 0; done < finished; done += 100_000) {
      insert("f", done, Math.min(100_000, finished - done), "delivered");
    }
    for (int done = 0; done < pending; done += 100_000) {
      insert("p", done, Math.min(100_000, pending - done), "pending");
    }
    System.out.printf("filled in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /** Through the outbox itself, for it decides who waits. */
  private void longLine(int length) {
    Outbox outbox = new Outbox(store, clock);
    for (int done = 0; done < length; done += 1_000) {
      int first = done;
      store.write(
          transaction -> {
            List<NewDelivery> line = new ArrayList<>();
            for (int i = first; i < first + 1_000; i++) {
              NewDelivery.CallRef call = new NewDelivery.CallRef("famulor", "line" + i, 1);
              line.add(new NewDelivery("l" + i, call, "crm", 1, "hot", i, 0, null, false));
            }
            return outbox.add(transaction, line);
          });
    }
  }

  private void insert(String prefix, int from, int count, String state) {
    store.write(
        transaction -> {
          try (Statement statement = transaction.connection().createStatement()) {
            return statement.executeUpdate(
                """
                insert into delivery (id, event_id, source, call_id, revision, destination,
                  ordinal, person_key, priority, seq, state, is_open, lined, due_at,
                  created_at, state_at)
                with recursive n (i) as (
                  select %1$d union all select i + 1 from n where i < %2$d)
                select '%3$s' || i || '.crm.1', '%3$s' || i, 'famulor', '%3$s' || i, 1, 'crm', 1,
                  '+49' || (1500000000 + i * cast(%4$d as bigint) %% %5$d), 2, i, '%6$s', %7$d, %8$d,
                  i, i, i from n\
                """
                    .formatted(
                        FIRST + from,
                        FIRST + from + count - 1,
                        prefix,
                        SPREAD,
                        RANGE,
                        state,
                        state.equals("pending") ? 1 : 0,
                        store.dialect().shared() ? 1 : 0));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
