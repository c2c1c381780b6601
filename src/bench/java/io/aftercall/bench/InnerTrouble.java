package io.aftercall.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Faults inside the house that are no kill: each is set right again before it returns. */
final class InnerTrouble {
  /** By the names of the argument {@code faults}. */
  enum Kind {
    /** Every worker fails with an Error, once. */
    ERRORS,
    /** Another file lies where the database was; SQLite only. */
    FILE,
    /** A rule without end is saved. */
    RULE,
    /** A node runs with a clock 400 days ahead. */
    CLOCK,
    /** Idle connections at the webhook endpoint. */
    FLOOD
  }

  private static final String RULE_FILE = "config/mappings/call-log.yaml";
  private static final int DAYS = 400;
  private static final int IDLE = 600;

  private final Fleet fleet;
  private final List<Kind> kinds;
  private final Random dice;

  /**
   * @param names separated by commas, or {@code all}; empty for none
   */
  InnerTrouble(Fleet fleet, String names, boolean file, long seed) {
    this.fleet = fleet;
    Set<Kind> wanted = EnumSet.noneOf(Kind.class);
    for (String name : names.split(",")) {
      if (name.equals("all")) {
        wanted.addAll(EnumSet.allOf(Kind.class));
      } else if (!name.isBlank()) {
        wanted.add(Kind.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      }
    }
    if (!file) {
      wanted.remove(Kind.FILE);
    }
    kinds = List.copyOf(wanted);
    dice = new Random(seed + 1);
  }

  boolean isOn() {
    return !kinds.isEmpty();
  }

  /** Does one of them. Returns what it was. */
  String strike(int node) throws Exception {
    Kind kind = kinds.get(dice.nextInt(kinds.size()));
    switch (kind) {
      case ERRORS -> errors();
      case FILE -> replaceFile();
      case RULE -> saveEndlessRule();
      case CLOCK -> wrongClock(node);
      case FLOOD -> flood(node);
    }
    return "fault " + kind.name().toLowerCase(Locale.ROOT);
  }

  private void errors() throws Exception {
    Files.writeString(fleet.errors(), "now " + System.nanoTime());
    pause(2_000, 5_000);
  }

  /** The old file comes back, with all that was acknowledged; then the node is started again. */
  private void replaceFile() throws Exception {
    Path database = fleet.database();
    Path aside = database.resolveSibling("aside.db");
    Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
    Files.copy(aside, database);
    pause(1_500, 4_000);
    fleet.kill(0);
    Files.move(aside, database, StandardCopyOption.REPLACE_EXISTING);
    fleet.startAgain(0);
  }

  private void saveEndlessRule() throws Exception {
    Path file = fleet.home().resolve(RULE_FILE);
    String good = Files.readString(file);
    try {
      Files.writeString(file, good + "\n  Endless__c: '[range(1e9)]'\n");
      pause(1_000, 4_000);
    } finally {
      Files.writeString(file, good);
    }
    pause(500, 1_000);
  }

  private void wrongClock(int node) throws Exception {
    fleet.restartWithClock(node, DAYS);
    pause(3_000, 6_000);
    fleet.restartWithClock(node, 0);
  }

  private void flood(int node) throws Exception {
    try (ConnectionFlood flood = new ConnectionFlood(fleet.ports().get(node)).idle(IDLE)) {
      pause(2_000, 5_000);
    }
  }

  private void pause(int least, int most) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(least + dice.nextInt(most - least + 1));
  }

  /** Lines of the metrics that name a worker which is stuck or gone, over all nodes. */
  List<String> missingWorkers() throws Exception {
    List<String> missing = new ArrayList<>();
    for (int node = 0; node < fleet.size(); node++) {
      String metrics = metrics(fleet.consoles().get(node));
      if (!metrics.contains("aftercall_workers{")) {
        missing.add("node " + (node + 1) + " says nothing of its workers");
      }
      metrics
          .lines()
          .filter(line -> line.startsWith("aftercall_workers{"))
          .filter(line -> line.contains("state=\"stuck\"") || line.contains("state=\"gone\""))
          .filter(line -> !line.matches(".* 0(\\.0)?"))
          .forEach(missing::add);
    }
    return missing;
  }

  private static String metrics(int console) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + console + "/actuator/prometheus"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
