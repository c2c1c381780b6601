package aftercall.intake;

import aftercall.call.BodyShape;
import aftercall.config.Network;
import aftercall.config.Proof;
import aftercall.config.Source;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one source in: by address, by proof, by rate, in this order. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final long MINUTE = 60_000;

  private final String source;
  private final BodyShape shape;
  private final InstantSource clock;
  private final Proxies proxies;
  private final List<Network> networks;
  private final List<ProofCheck> checks;
  private final Answer refusal;
  private final RateLimit rate;
  private final AtomicLong lastTold = new AtomicLong();

  Guard(Source source, DoorRules rules, InstantSource clock) {
    this.source = source.name();
    shape = source.rules().shape();
    this.clock = clock;
    proxies = new Proxies(rules.trustedProxies());
    networks = source.admission().networks();
    List<Proof> proofs = source.admission().proofs();
    checks = proofs.stream().map(proof -> ProofCheck.of(proof, clock)).toList();
    Answer answer =
        Answer.problem(401, "Unauthorized", "The proof of the sender is wrong or missing.");
    boolean basic = proofs.stream().anyMatch(Proof.Basic.class::isInstance);
    refusal = basic ? answer.with("WWW-Authenticate", "Basic realm=\"webhooks\"") : answer;
    int perSecond = source.admission().rate().orElse(rules.rate());
    rate = perSecond == 0 ? null : new RateLimit(perSecond);
  }

  /** Where the bodies of this sender hold what the door must know. */
  BodyShape shape() {
    return shape;
  }

  /** Why the request is sent away; empty when it may come in. */
  Optional<Answer> refuse(Knock knock, Content content) {
    if (!networks.isEmpty() && proxies.caller(knock).filter(this::mayCall).isEmpty()) {
      return refuse("address not in allow_ips");
    }
    Finding best = Finding.ABSENT;
    for (ProofCheck check : checks) {
      Finding finding = check.look(knock, content);
      if (finding == Finding.PROVEN) {
        return tooFast();
      }
      best = finding.compareTo(best) > 0 ? finding : best;
    }
    return refuse(best.text());
  }

  private boolean mayCall(InetAddress caller) {
    return networks.stream().anyMatch(network -> network.contains(caller));
  }

  private Optional<Answer> tooFast() {
    long wait = rate == null ? 0 : rate.take(clock.millis() * 1_000_000);
    return wait == 0
        ? Optional.empty()
        : Optional.of(
            Answer.problem(
                429,
                "Too many requests",
                "The source sends faster than it may. Send the webhook again later.",
                Duration.ofNanos(wait)));
  }

  /** The sender is told one thing for all reasons; operators the reason, once a minute. */
  private Optional<Answer> refuse(String reason) {
    long now = clock.millis();
    long last = lastTold.get();
    if (Math.abs(now - last) >= MINUTE && lastTold.compareAndSet(last, now)) {
      LOG.warn("door.refused source={} status=401 reason=\"{}\"", source, reason);
    }
    return Optional.of(refusal);
  }
}
