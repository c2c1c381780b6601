package io.aftercall.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A sender that posts at a steady pace, whatever the answers do. Latency counts from the moment a
 * call was to be sent, so that a hold-up is felt by all who come in it.
 */
final class Steady {
  private static int nextId = 5_000_000;

  private final URI door;
  private final int perSecond;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Latencies in milliseconds. */
  record Result(int acknowledged, int failed, double p50, double p99) {}

  Steady(int port, int perSecond) {
    door = URI.create("http://127.0.0.1:" + port + "/webhooks/famulor/" + Child.TOKEN);
    this.perSecond = perSecond;
  }

  Result run(Duration time) throws InterruptedException {
    int count = (int) (perSecond * time.toSeconds());
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch open = new CountDownLatch(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * 1_000_000_000L / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      client
          .sendAsync(request(nextId++), BodyHandlers.discarding())
          .whenComplete(
              (answer, failure) -> {
                if (failure == null && answer.statusCode() == 202) {
                  nanos.add(System.nanoTime() - due);
                } else {
                  failed.incrementAndGet();
                }
                open.countDown();
              });
    }
    open.await(30, TimeUnit.SECONDS);
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Result(sorted.length, failed.get(), at(sorted, 0.5), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double part) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / 1e6;
  }

  /** The body alone: the client writes its own head. */
  private HttpRequest request(int id) {
    String whole =
        new String(Calls.requests(door.getPort()).apply(id), StandardCharsets.ISO_8859_1);
    return HttpRequest.newBuilder(door)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(whole.substring(whole.indexOf("\r\n\r\n") + 4)))
        .build();
  }
}
