package io.aftercall.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/**
 * What an honest sender feels while others hold connections open byte by byte and push bodies that
 * are too large: its p99 before, during and after, in one run.
 *
 * <p>Arguments: seconds of each measurement (15), honest calls per second (200), connections of
 * each slow kind (300), pushers of bodies without end (4), idle connections (0), senders of 10 MB
 * whose signature is over the body (0). With either of the last two the slow ones and the pushers
 * stay at home.
 */
public final class SlowClientsBench {
  private static final int PORT = 18084;
  private static int slow = 300;
  private static int pushers = 4;

  /** Bytes of each pusher: else they would measure how much of the machine they take. */
  private static final int PUSHED_PER_SECOND = 10_000_000;

  private static final String HEAD =
      "POST /webhooks/famulor/wrong HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  private final AtomicLong dribbled = new AtomicLong();
  private final AtomicLong pushed = new AtomicLong();
  private final List<Thread> attackers = new ArrayList<>();
  private volatile boolean open = true;

  private SlowClientsBench() {}

  public static void main(String[] args) throws Exception {
    Duration time = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 15);
    int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    slow = args.length > 2 ? Integer.parseInt(args[2]) : slow;
    pushers = args.length > 3 ? Integer.parseInt(args[3]) : pushers;
    int idle = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    int senders = args.length > 5 ? Integer.parseInt(args[5]) : 0;
    Path data = Files.createTempDirectory("aftercall-bench");
    Map<String, String> settings = Map.of("aftercall.home", home(data.resolve("home")).toString());
    try (Child child =
        Child.start(
            "io.aftercall.Aftercall",
            data,
            PORT,
            List.of("-Xmx512m"),
            settings,
            Map.of("BENCH_SIGNING_KEY", "a key nobody signs with"))) {
      Steady honest = new Steady(PORT, perSecond);
      honest.run(Duration.ofSeconds(20));
      System.out.println("when     acknowledged  failed  p50 ms  p99 ms");
      for (int round = 1; round <= 1; round++) {
        Steady.Result before = told("before", honest.run(time));
        if (idle + senders > 0) {
          flood(honest, time, before, idle, senders, child);
          continue;
        }
        SlowClientsBench attack = new SlowClientsBench();
        attack.begin();
        Steady.Result during = told("during", honest.run(time));
        attack.end();
        told("after", honest.run(time));
        System.out.printf(
            "p99 during / before: %.2f   (%d slow connections wrote %d bytes, %d large bodies"
                + " begun, service at most %d MB)%n",
            during.p99() / before.p99(),
            2 * slow,
            attack.dribbled.get(),
            attack.pushed.get(),
            child.peakMegabytes());
      }
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private static void flood(
      Steady honest, Duration time, Steady.Result before, int idle, int senders, Child child)
      throws Exception {
    try (ConnectionFlood flood =
        new ConnectionFlood(PORT).idle(idle).bodies(senders, "/webhooks/signed")) {
      Steady.Result during = told("during", honest.run(time));
      System.out.printf(
          "p99 during / before: %.2f   (%d idle connections opened %d times, %d senders of 10 MB"
              + " wrote %d MB, %d honest calls not taken, service at most %d MB, alive: %s)%n",
          during.p99() / before.p99(),
          idle,
          flood.opened(),
          senders,
          flood.written() / 1_000_000,
          during.failed(),
          child.peakMegabytes(),
          child.alive());
    }
    told("after", honest.run(time));
  }

  /** The shipped files, and a source whose signature is over the body. */
  private static Path home(Path home) throws IOException {
    FileSystemUtils.copyRecursively(Path.of("config"), home.resolve("config"));
    FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));
    Files.writeString(
        home.resolve("config/sources/signed.yaml"),
        "time_zone: Europe/Berlin\ncountry: DE\n"
            + "authentication: [ { hmac_sha256: '${BENCH_SIGNING_KEY}' } ]\n");
    for (String folder : List.of("receive", "decide")) {
      Path known =
          home.resolve("routes/" + folder)
              .resolve(folder.equals("receive") ? "famulor.camel.yaml" : "post-call.camel.yaml");
      String text =
          folder.equals("receive")
              ? Files.readString(known).replace("famulor", "signed")
              : "- route:\n    id: decide-signed\n    from:\n      uri: inbox:signed\n"
                  + "      steps:\n        - to: inbox:ignore?reason=a bench\n";
      Files.writeString(known.resolveSibling("signed.camel.yaml"), text);
    }
    return home;
  }

  private static Steady.Result told(String when, Steady.Result result) {
    System.out.printf(
        "%-7s  %12d  %6d  %6.2f  %6.2f%n",
        when, result.acknowledged(), result.failed(), result.p50(), result.p99());
    return result;
  }

  private void begin() {
    attackers.add(new Thread(() -> dribble(slow, "X-Slow: "), "slow-heads"));
    attackers.add(new Thread(() -> dribble(slow, "Content-Length: 900\r\n\r\n"), "slow-bodies"));
    for (int i = 0; i < pushers; i++) {
      attackers.add(new Thread(this::push, "pusher-" + i));
    }
    attackers.forEach(Thread::start);
  }

  private void end() throws InterruptedException {
    open = false;
    for (Thread attacker : attackers) {
      attacker.join();
    }
  }

  /** Keeps so many connections open, a byte of each every second; those that are cut come again. */
  private void dribble(int count, String begin) {
    Socket[] sockets = new Socket[count];
    while (open) {
      for (int i = 0; i < count && open; i++) {
        try {
          if (sockets[i] == null) {
            sockets[i] = new Socket("127.0.0.1", PORT);
            sockets[i].getOutputStream().write((HEAD + begin).getBytes(ISO_8859_1));
          }
          sockets[i].getOutputStream().write('a');
          dribbled.incrementAndGet();
        } catch (IOException cut) {
          close(sockets[i]);
          sockets[i] = null;
        }
        LockSupport.parkNanos(1_000_000_000L / count);
      }
    }
    for (Socket socket : sockets) {
      close(socket);
    }
  }

  /** A body in chunks without end, until the webhook endpoint hangs up; then the next one. */
  private void push() {
    byte[] piece = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(ISO_8859_1);
    while (open) {
      try (Socket socket = new Socket("127.0.0.1", PORT)) {
        pushed.incrementAndGet();
        socket
            .getOutputStream()
            .write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
        for (int i = 0; i < 2_000 && open; i++) {
          socket.getOutputStream().write(piece);
          LockSupport.parkNanos(1_000_000_000L * piece.length / PUSHED_PER_SECOND);
        }
      } catch (IOException cut) {
        // As it should.
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Gone already.
    }
  }
}
