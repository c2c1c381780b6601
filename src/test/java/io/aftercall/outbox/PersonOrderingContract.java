package io.aftercall.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.store.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Lines into which people and late calls reach: older calls that come later, revisions, several
 * deliveries of a call, failures that are tried again. Whatever happens in whatever order, who is
 * given out is the oldest open one of its line and the only one leased, and nobody is forgotten.
 */
abstract class PersonOrderingContract extends OutboxFixture {
  private static final DeliveryActions.ActionRequest ORDER =
      new DeliveryActions.ActionRequest("ops", "because");
  private static final int TURNS = 60;
  private static final int MOST = 20;

  /** Rows {@code o} of the line of {@code d}, but for {@code d} itself. */
  private static final String OTHERS =
      """
      from delivery d join delivery o on o.destination = d.destination
        and o.person_key = d.person_key and o.id <> d.id
      where d.destination = ? and d.is_open = 1 and o.is_open = 1\
      """;

  abstract int seeds();

  @Test
  void theOldestGoesAndNobodyIsForgotten() {
    for (int seed = 0; seed < seeds(); seed++) {
      World world = new World(seed);
      for (int turn = 0; turn < TURNS; turn++) {
        world.step();
        world.nobodyWithCompanyLacksItsPlace();
      }
      world.drain();
    }
  }

  /** One destination with two persons. */
  private final class World {
    private final String destination;
    private final Random random;
    private final List<LeasedDelivery> leases = new ArrayList<>();

    World(int seed) {
      destination = "to" + seed;
      random = new Random(seed);
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0, 1 -> add();
        case 2, 3 -> take(1 + random.nextInt(3));
        case 4, 5 -> settleOne();
        case 6 -> reachIn();
        default -> clock.pass(Duration.ofSeconds(5 + random.nextInt(80)));
      }
    }

    /** The ids say nothing about the order, as those of calls that were held do not. */
    private void add() {
      NewDelivery[] some = new NewDelivery[1 + random.nextInt(3)];
      for (int i = 0; i < some.length; i++) {
        int call = random.nextInt(MOST);
        int revision = 1 + random.nextInt(2);
        some[i] =
            new NewDelivery(
                "e" + (call * 7 % MOST) + destination + "r" + revision,
                new NewDelivery.CallRef("famulor", destination + "-" + call, revision),
                destination,
                1 + random.nextInt(2),
                "p" + call % 2 + destination,
                call % 10,
                2,
                null,
                random.nextInt(5) == 0);
      }
      PersonOrderingContract.this.add(some);
    }

    private List<LeasedDelivery> take(int most) {
      List<LeasedDelivery> taken = claim(destination, most);
      for (LeasedDelivery one : taken) {
        assertThat(others(one, "(o.seq, o.id) < (d.seq, d.id)")).as("older ones").isZero();
        assertThat(others(one, "o.state = 'sending' and o.due_at > " + clock.millis()))
            .as("others on loan")
            .isZero();
      }
      leases.addAll(taken);
      return taken;
    }

    private long others(LeasedDelivery one, String which) {
      return count(OTHERS + " and d.id = '" + one.id() + "' and " + which);
    }

    private void settleOne() {
      if (!leases.isEmpty()) {
        LeasedDelivery lease = leases.remove(random.nextInt(leases.size()));
        switch (random.nextInt(4)) {
          case 0 -> settle(lease, DeliveryState.FAILED);
          case 1 -> settle(lease, DeliveryState.PENDING, clock.instant().plusSeconds(30));
          default -> settle(lease, DeliveryState.DELIVERED);
        }
      }
    }

    private void reachIn() {
      DeliveryActions.Action action =
          random.nextBoolean() ? DeliveryActions.Action.RETRY : DeliveryActions.Action.DISCARD;
      PageRequest some = new PageRequest("", clock.instant(), 1 + random.nextInt(3));
      DeliveryFilter here = DeliveryFilter.all().to(destination);
      store.write(transaction -> deliveryActions.act(transaction, action, here, some, ORDER));
    }

    void nobodyWithCompanyLacksItsPlace() {
      assertThat(count(OTHERS + " and d.lined = 0")).as("alone, and is not").isZero();
    }

    void drain() {
      for (int turn = 0; turn < 3 * MOST * 4; turn++) {
        clock.pass(Duration.ofSeconds(61));
        take(5).forEach(lease -> settle(lease, DeliveryState.DELIVERED));
        nobodyWithCompanyLacksItsPlace();
      }
      assertThat(count("from delivery d where d.destination = ? and d.is_open = 1")).isZero();
    }

    private long count(String from) {
      return store.read(
          db -> db.sql("select count(*) " + from).params(destination).query(Long.class).single());
    }
  }
}
