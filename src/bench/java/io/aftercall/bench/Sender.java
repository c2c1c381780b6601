package io.aftercall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The platform: posts calls until each is acknowledged, the calls of one person one after the
 * other. Some calls are sent twice, some again with other content.
 */
final class Sender implements AutoCloseable {
  private static final int THREADS = 12;
  private static final int PERSONS_PER_THREAD = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final List<URI> doors;
  private final Ledger ledger;
  private final AtomicLong lastId = new AtomicLong(1_000_000);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;

  Sender(List<URI> doors, Ledger ledger) {
    this.doors = List.copyOf(doors);
    this.ledger = ledger;
  }

  /**
   * @param perSecond calls a second over all threads
   */
  void start(double perSecond, long seed) {
    for (int number = 0; number < THREADS; number++) {
      int mine = number;
      long pause = (long) (1e9 * THREADS / perSecond);
      threads.add(new Thread(() -> work(mine, pause, new Random(seed + mine)), "sender-" + mine));
    }
    threads.forEach(Thread::start);
  }

  private void work(int number, long pauseNanos, Random dice) {
    int[] turns = new int[PERSONS_PER_THREAD];
    while (open) {
      int person = dice.nextInt(PERSONS_PER_THREAD);
      SentCall call =
          new SentCall(
              lastId.incrementAndGet(),
              number * PERSONS_PER_THREAD + person,
              ++turns[person],
              Kind.any(dice));
      deliver(call, 1, dice);
      int again = dice.nextInt(100);
      if (again < 8) {
        deliver(call, 1, dice);
      } else if (again < 11 && call.kind() == Kind.TALKED) {
        deliver(call, 2, dice);
      }
      pause(pauseNanos);
    }
  }

  /** One call of a person nobody has heard of; returns when it is acknowledged. */
  SentCall fresh() {
    SentCall call =
        new SentCall(lastId.incrementAndGet(), THREADS * PERSONS_PER_THREAD, 1, Kind.INTERESTED);
    deliver(call, 1, new Random(1));
    return call;
  }

  private void deliver(SentCall call, int revision, Random dice) {
    ledger.sending(call, revision);
    byte[] body = call.body(revision).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    while (!post(call, revision, body, doors.get(dice.nextInt(doors.size())))) {
      pause(150_000_000);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private boolean post(SentCall call, int revision, byte[] body, URI door) {
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        ledger.turnedAway();
        return false;
      }
      JsonNode said = JSON.readTree(answer.body());
      ledger.acknowledged(call, revision, said.path("status").asText());
      return true;
    } catch (IOException e) {
      ledger.unanswered();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets every call under way be acknowledged first; gives up after a minute. */
  @Override
  public void close() throws InterruptedException {
    open = false;
    for (Thread thread : threads) {
      thread.join(60_000);
      thread.interrupt();
    }
  }
}
