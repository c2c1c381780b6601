package io.aftercall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Posts bodies to a webhook endpoint, several at a time, and counts the answers. */
final class LoadSender {
  private static final int AT_A_TIME = 32;

  private final URI address;
  private final String token;
  private final double rate;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, Integer> answers = new TreeMap<>();
  private final AtomicReference<IOException> unreachable = new AtomicReference<>();

  /**
   * @param token for the header, or null when the address has it
   * @param rate most a second, 0 for no limit
   */
  LoadSender(String address, String token, double rate) {
    try {
      this.address = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new CliException(Exit.USAGE, "'" + address + "' is no address");
    }
    this.token = token;
    this.rate = rate;
  }

  int post(int count, IntFunction<byte[]> body, PrintWriter out, PrintWriter progress) {
    Semaphore places = new Semaphore(AT_A_TIME);
    long start = System.nanoTime();
    for (int i = 0; i < count && unreachable.get() == null; i++) {
      if (rate > 0) {
        LockSupport.parkNanos(start + (long) (1e9 * i / rate) - System.nanoTime());
      }
      places.acquireUninterruptibly();
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(request(body.apply(i)), HttpResponse.BodyHandlers.ofString());
      var unused =
          answer.whenComplete(
              (response, failure) -> {
                note(response, failure, count == 1 ? out : null);
                places.release();
              });
      if (i > 0 && i % 1_000 == 0) {
        progress.printf("%d of %d sent%n", i, count);
      }
    }
    places.acquireUninterruptibly(AT_A_TIME);
    return result(out, count, System.nanoTime() - start);
  }

  private int result(PrintWriter out, int count, long nanos) {
    if (unreachable.get() != null) {
      throw new CliException(
          Exit.UNAVAILABLE,
          "The webhook endpoint does not answer at "
              + address.getScheme()
              + "://"
              + address.getRawAuthority()
              + "; is the service running? Another address: --to");
    }
    if (count > 1) {
      out.printf("%d sent in %.1f s (%.0f a second)%n", count, nanos / 1e9, count / (nanos / 1e9));
      answers.forEach((answer, times) -> out.printf("  %6d  %s%n", times, answer));
    }
    boolean taken = answers.keySet().stream().allMatch(answer -> answer.startsWith("202"));
    return taken ? Exit.OK : Exit.FINDINGS;
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (token != null) {
      request.header("X-Webhook-Token", token);
    }
    return request.build();
  }

  private synchronized void note(
      HttpResponse<String> response, Throwable failure, PrintWriter out) {
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      unreachable.set(cause instanceof IOException io ? io : new IOException(cause));
      return;
    }
    if (out != null) {
      out.printf("%d %s%n", response.statusCode(), response.body());
    }
    answers.merge(response.statusCode() + " " + verdict(response.body()), 1, Integer::sum);
  }

  /** The status of a receipt, or the title of a problem. */
  private static String verdict(String body) {
    String[] parts = body.split("\"(?:status|title)\":\"", 2);
    return parts.length < 2 ? "" : parts[1].replaceFirst("\".*", "");
  }
}
