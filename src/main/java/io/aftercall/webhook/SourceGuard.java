package io.aftercall.webhook;

import io.aftercall.call.CallIdentity;
import io.aftercall.call.CallReader;
import io.aftercall.call.PayloadLayout;
import io.aftercall.call.ReadResult;
import io.aftercall.call.StoredRequest;
import io.aftercall.config.Authentication;
import io.aftercall.config.CidrRange;
import io.aftercall.config.IgnoredTestCalls;
import io.aftercall.config.Source;
import io.aftercall.journal.NewWebhook;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one source in: by address, by authentication, by rate, in this order. */
final class SourceGuard {
  private static final Logger LOG = LoggerFactory.getLogger(SourceGuard.class);
  private static final long MINUTE = 60_000;

  private final String source;
  private final PayloadLayout shape;
  private final IgnoredTestCalls testCalls;
  private final CallReader phoneReader;
  private final InstantSource clock;
  private final ForwardedFor forwardedFor;
  private final List<CidrRange> cidrRanges;
  private final List<Authenticator> checks;
  private final WebhookResponse refusal;
  private final RateLimit rate;
  private final AtomicLong lastTold = new AtomicLong();

  SourceGuard(Source source, WebhookLimits rules, InstantSource clock) {
    this.source = source.name();
    shape = source.rules().shape();
    testCalls = source.testCalls();
    // Only whose sample calls are known by a phone must be read whole before they are answered.
    phoneReader = testCalls.phones().isEmpty() ? null : new CallReader(source.rules());
    this.clock = clock;
    forwardedFor = new ForwardedFor(rules.trustedProxies());
    cidrRanges = source.admission().networks();
    List<Authentication> authentications = source.admission().proofs();
    checks =
        authentications.stream()
            .map(authentication -> Authenticator.of(authentication, clock))
            .toList();
    WebhookResponse webhookResponse =
        WebhookResponse.problem(
            401, "Unauthorized", "The authentication of the sender is wrong or missing.");
    boolean basic = authentications.stream().anyMatch(Authentication.Basic.class::isInstance);
    refusal =
        basic
            ? webhookResponse.with("WWW-Authenticate", "Basic realm=\"webhooks\"")
            : webhookResponse;
    int perSecond = source.admission().rate().orElse(rules.rate());
    rate = perSecond == 0 ? null : new RateLimit(perSecond);
  }

  /** Where the bodies of this sender hold what the webhook endpoint must know. */
  PayloadLayout shape() {
    return shape;
  }

  /**
   * Whether it is known before any rule is asked that nothing follows from it: the call is not over
   * yet, or it is a sample that the source ignores.
   */
  boolean ignores(CallIdentity callIdentity, NewWebhook webhook) {
    if (!callIdentity.understood()) {
      return false;
    }
    return !callIdentity.isFinal()
        || testCalls.include(callIdentity.callId(), phoneReader == null ? null : phone(webhook));
  }

  private String phone(NewWebhook webhook) {
    StoredRequest request = new StoredRequest(webhook.body(), webhook.headersJson(), 1, null);
    return phoneReader.read(request) instanceof ReadResult.Read read
        ? read.call().path("customer_phone_raw").textValue()
        : null;
  }

  /** Why the request is sent away; empty when it may come in. */
  Optional<WebhookResponse> refuse(WebhookRequest webhookRequest, RequestBody requestBody) {
    if (!cidrRanges.isEmpty()
        && forwardedFor.caller(webhookRequest).filter(this::mayCall).isEmpty()) {
      return refuse("address not in allow_ips");
    }
    AuthResult best = AuthResult.ABSENT;
    for (Authenticator check : checks) {
      AuthResult authResult = check.check(webhookRequest, requestBody);
      if (authResult == AuthResult.PROVEN) {
        return tooFast();
      }
      best = authResult.compareTo(best) > 0 ? authResult : best;
    }
    return refuse(best.text());
  }

  /**
   * What is known before the body is read: whether it has to be, and whether the sender is ours.
   */
  EarlyAuthResult beforeBody(WebhookRequest head) {
    if (!cidrRanges.isEmpty() && forwardedFor.caller(head).filter(this::mayCall).isEmpty()) {
      return EarlyAuthResult.refused(refuse("address not in allow_ips").orElseThrow());
    }
    RequestBody none = RequestBody.of(head.body(), null, 0);
    AuthResult best = AuthResult.ABSENT;
    boolean bodyNeeded = false;
    for (Authenticator check : checks) {
      AuthResult authResult = check.check(head, none);
      if (authResult == AuthResult.PROVEN && !check.signsBody()) {
        return EarlyAuthResult.AUTHENTICATED;
      }
      // A signature that is there and in time can only be compared with the body.
      bodyNeeded |=
          check.signsBody() && (authResult == AuthResult.WRONG || authResult == AuthResult.PROVEN);
      best = authResult.compareTo(best) > 0 ? authResult : best;
    }
    return bodyNeeded
        ? EarlyAuthResult.BODY_NEEDED
        : EarlyAuthResult.refused(refuse(best.text()).orElseThrow());
  }

  private boolean mayCall(InetAddress caller) {
    return cidrRanges.stream().anyMatch(cidrRange -> cidrRange.contains(caller));
  }

  private Optional<WebhookResponse> tooFast() {
    long wait = rate == null ? 0 : rate.take(clock.millis() * 1_000_000);
    return wait == 0
        ? Optional.empty()
        : Optional.of(
            WebhookResponse.problem(
                429,
                "Too many requests",
                "The source sends faster than it may. Send the webhook again later.",
                Duration.ofNanos(wait)));
  }

  /** The sender is told one thing for all reasons; operators the reason, once a minute. */
  private Optional<WebhookResponse> refuse(String reason) {
    long now = clock.millis();
    long last = lastTold.get();
    if (Math.abs(now - last) >= MINUTE && lastTold.compareAndSet(last, now)) {
      LOG.warn("webhook.refused source={} status=401 reason=\"{}\"", source, reason);
    }
    return Optional.of(refusal);
  }
}
