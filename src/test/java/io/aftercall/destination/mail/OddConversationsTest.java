package io.aftercall.destination.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Conversations no server should have, from a seed: codes, enhanced codes, many lines, bytes, cut
 * anywhere, silent. {@code -Daftercall.smtp.conversations=10000} tries more of them.
 */
class OddConversationsTest {
  private static final int COUNT = Integer.getInteger("aftercall.smtp.conversations", 300);
  private static final long SEED = Long.getLong("aftercall.smtp.seed", 17);
  private static final int WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofMillis(150);
  private static final String TO = "erika.mustermann@acme.example";

  private static final String[] COMMANDS = {
    "hello", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", ".", "RSET", "QUIT", "HELO"
  };
  private static final int[] CODES = {
    0, 100, 199, 200, 211, 220, 221, 235, 250, 251, 252, 299, 334, 354, 399, 400, 421, 432, 450,
    451, 452, 454, 455, 499, 500, 501, 503, 521, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555,
    556, 599, 600, 999
  };

  @Test
  void everyOneEndsInAStateWithASentence() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int part = worker;
        tasks.add(() -> converse(new Random(SEED * 31 + part), COUNT / WORKERS));
      }
      int done = 0;
      for (Future<Integer> worker : workers.invokeAll(tasks)) {
        done += worker.get();
      }
      assertThat(done).isEqualTo(COUNT / WORKERS * WORKERS);
    } finally {
      workers.shutdownNow();
    }
  }

  private static int converse(Random random, int count) throws Exception {
    try (StrictSmtp server = new StrictSmtp("AUTH PLAIN LOGIN", "8BITMIME")) {
      MailSettings settings =
          new MailSettings(
              "127.0.0.1", server.port(), null, "", "me", "s3cret", "calls@acme.example", TO);
      SmtpSession session =
          new SmtpSession(settings, TlsTrust.ofJvm(), PATIENCE, PATIENCE.multipliedBy(4));
      try (KameletStage stage = MailStage.of(settings, "sales-email", session)) {
        for (int number = 0; number < count; number++) {
          server.forget();
          String script = script(server, random);
          Instant begin = Instant.now();
          DeliveryBatch deliveryBatch = KameletStage.batch("{\"subject\":\"Erika Mustermann\"}");
          Throwable thrown = stage.deliver(deliveryBatch).getException();
          assertThat(thrown).as(script).isNull();
          assertThat(Duration.between(begin, Instant.now())).as(script).isLessThan(seconds(15));
          judge(deliveryBatch.items().get(0), server, script);
        }
      }
    }
    return count;
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  private static void judge(DeliveryItem item, StrictSmtp server, String script) {
    Outcome outcome = item.outcome();
    assertThat(outcome).as(script).isNotNull();
    assertThat(outcome.reason() + item.answer())
        .as(script)
        .doesNotContainIgnoringCase("mustermann");
    assertThat(outcome.reason()).as(script).doesNotContain("s3cret");
    if (outcome instanceof Outcome.Delivered) {
      assertThat(server.texts()).as(script).isNotEmpty();
    } else {
      assertThat(outcome.reason()).as(script).startsWith("mail: ").hasSizeLessThan(400);
    }
    boolean surelyNot =
        outcome instanceof Outcome.Retry later && !later.leavesOpen()
            || outcome instanceof Outcome.Rejected
            || outcome instanceof Outcome.Paused;
    boolean refused = !server.texts().isEmpty() && script.contains("[.]");
    assertThat(surelyNot && !server.texts().isEmpty() && !refused).as(script).isFalse();
  }

  private static String script(StrictSmtp server, Random random) {
    StringBuilder script = new StringBuilder("seed " + SEED + ":");
    for (int i = random.nextInt(3); i >= 0; i--) {
      String command = COMMANDS[random.nextInt(COMMANDS.length)];
      byte[] answer = answer(random);
      server.answering(command, answer);
      String shown = new String(answer, StandardCharsets.ISO_8859_1);
      script
          .append(" [")
          .append(command)
          .append("] ")
          .append(shown, 0, Math.min(shown.length(), 120));
    }
    return script.toString();
  }

  private static byte[] answer(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> "hang\r\n".getBytes(StandardCharsets.US_ASCII);
      case 1 -> "close\r\n".getBytes(StandardCharsets.US_ASCII);
      case 2 ->
          random.nextInt(8) == 0 ? "drip\r\n".getBytes(StandardCharsets.US_ASCII) : noise(random);
      case 3 ->
          random.nextInt(8) == 0
              ? "endless\r\n".getBytes(StandardCharsets.US_ASCII)
              : noise(random);
      case 4, 5 -> noise(random);
      case 6 -> ("250 " + "x".repeat(20_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      case 7 -> "\r\n".getBytes(StandardCharsets.US_ASCII);
      default -> cut(random, lines(random));
    };
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] cut(Random random, byte[] whole) {
    return random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole;
  }

  private static byte[] lines(Random random) {
    StringBuilder text = new StringBuilder();
    int count = 1 + (random.nextInt(3) == 0 ? random.nextInt(6) : 0);
    int code = CODES[random.nextInt(CODES.length)];
    for (int i = 1; i <= count; i++) {
      int said = random.nextInt(12) == 0 ? CODES[random.nextInt(CODES.length)] : code;
      text.append("%03d".formatted(said)).append(i < count ? "-" : " ");
      if (random.nextBoolean()) {
        text.append("%d.%d.%d ".formatted(said / 100, random.nextInt(9), random.nextInt(90)));
      }
      text.append("<" + TO + "> Erika Mustermann äöü")
          .append(random.nextInt(20) == 0 ? "\n" : "\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
