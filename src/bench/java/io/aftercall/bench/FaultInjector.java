package io.aftercall.bench;

import io.aftercall.sandbox.Sandbox;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Kills and stops processes in an order the seed decides, and starts them again. */
final class FaultInjector {
  private final Fleet fleet;
  private final PostgresServer database;
  private final Sandbox sandbox;
  private final InnerTrouble innerTrouble;
  private final Random dice;
  private final Map<String, Integer> done = new TreeMap<>();

  /**
   * @param database null with SQLite, which dies with its node
   */
  FaultInjector(
      Fleet fleet, PostgresServer database, Sandbox sandbox, InnerTrouble innerTrouble, long seed) {
    this.fleet = fleet;
    this.innerTrouble = innerTrouble;
    this.database = database;
    this.sandbox = sandbox;
    dice = new Random(seed);
  }

  /** Goes on until so many kills are done or the time is over. */
  void wreak(int kills, long until) throws Exception {
    while (kills() < kills && System.nanoTime() < until) {
      pause(1_000, 4_000);
      int roll = dice.nextInt(100);
      int node = dice.nextInt(fleet.size());
      if (roll < 12) {
        stop(node);
      } else if (roll < 18) {
        sandbox.salesforce().expireSessions();
        count("sessions expired");
      } else if (roll >= 70 && innerTrouble.isOn()) {
        count(innerTrouble.strike(node));
        startAgain();
      } else if (roll < 40 && database != null) {
        killDatabase(roll < 25 ? node : -1);
      } else {
        fleet.kill(node);
        count("kill -9 of a node");
        pause(0, 1_500);
        startAgain();
      }
    }
  }

  /** Longer than the lease, so that another node takes over before this one wakes up. */
  private void stop(int node) throws Exception {
    fleet.signal(node, "STOP");
    pause(3_000, fleet.size() > 1 ? 28_000 : 5_000);
    fleet.signal(node, "CONT");
    count("SIGSTOP");
  }

  private void killDatabase(int nodeToo) throws Exception {
    database.kill();
    count("kill -9 of the database");
    if (nodeToo >= 0) {
      fleet.kill(nodeToo);
      count("kill -9 of a node");
    }
    pause(0, 3_000);
    database.startAgain();
    startAgain();
  }

  private void startAgain() throws Exception {
    for (int node = 0; node < fleet.size(); node++) {
      if (!fleet.alive(node)) {
        fleet.startAgain(node);
      }
    }
  }

  int kills() {
    return done.entrySet().stream()
        .filter(kind -> kind.getKey().startsWith("kill"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  Map<String, Integer> done() {
    return done;
  }

  private void count(String what) {
    done.merge(what, 1, Integer::sum);
    System.out.printf("%tT %s (%d kills so far)%n", System.currentTimeMillis(), what, kills());
  }

  private void pause(int least, int most) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(least + dice.nextInt(most - least + 1));
  }
}
