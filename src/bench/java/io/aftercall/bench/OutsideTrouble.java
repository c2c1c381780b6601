package io.aftercall.bench;

import io.aftercall.sandbox.Sandbox;
import io.aftercall.sandbox.salesforce.Fault;
import io.aftercall.sandbox.salesforce.SalesforceError;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What goes wrong outside the house while {@link #on}: each kind of trouble with its share. */
final class OutsideTrouble {
  private final Sandbox sandbox;
  private final Random dice;
  private final AtomicInteger posts = new AtomicInteger();

  OutsideTrouble(Sandbox sandbox, long seed) {
    this.sandbox = sandbox;
    dice = new Random(seed);
  }

  void on() {
    sandbox
        .salesforce()
        .faults()
        .sometimes(0.02, Fault.commitThenDrop())
        .sometimes(0.02, Fault.resetBefore())
        .sometimes(0.02, Fault.unavailablePage())
        .sometimes(0.02, Fault.sessionInvalid())
        .sometimes(0.01, Fault.dripping(Duration.ofMillis(2)))
        .sometimes(0.05, Fault.late(Duration.ofMillis(300)))
        .sometimes(0.005, Fault.afterwards(said -> Answer.json(200, "null")).on("PATCH"))
        .sometimes(0.005, Fault.afterwards(said -> said.with("Content-Encoding", "gzip")))
        .sometimes(0.005, Fault.afterwards(Answer::endless))
        .sometimes(0.05, Fault.loginWithoutId())
        .sometimes(0.02, Fault.record(SalesforceError.lockedRow()));
    sandbox.http().answering("/crm", ask -> answer(Answer.text(200, "ok")));
    sandbox.http().answering("/chat", ask -> answer(Answer.text(200, "ok")));
  }

  void off() {
    sandbox.salesforce().faults().clear();
    Function<Ask, Answer> well = ask -> Answer.text(200, "ok");
    sandbox.http().answering("/crm", well);
    sandbox.http().answering("/chat", well);
  }

  /** How many posts met trouble. */
  int troubledPosts() {
    return posts.get();
  }

  private synchronized Answer answer(Answer well) {
    int roll = dice.nextInt(1_000);
    if (roll >= 150) {
      return well;
    }
    posts.incrementAndGet();
    if (roll < 30) {
      return Answer.dropped();
    }
    if (roll < 50) {
      return Answer.reset();
    }
    if (roll < 75) {
      return Answer.html(503, "<html><body>Service unavailable</body></html>");
    }
    if (roll < 95) {
      return Answer.text(429, "slow down").with("Retry-After", "1");
    }
    if (roll < 100) {
      return Answer.text(401, "who are you");
    }
    if (roll < 110) {
      return Answer.text(200, "and so on ".repeat(400)).endless();
    }
    if (roll < 120) {
      return well.with("Content-Encoding", "gzip");
    }
    if (roll < 130) {
      return Answer.json(200, "null");
    }
    return roll < 140 ? well.dripping(Duration.ofMillis(500)) : well.after(Duration.ofMillis(400));
  }
}
