package io.aftercall.destination.salesforce;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * Which requests of the Salesforce component were answered, as its HTTP client sees it. The
 * component forgets a caller whose answer it cannot read ({@code null} where a list is due); the
 * HTTP client never does.
 */
final class AnswerWatch implements Request.BeginListener {
  /** Of all that an exchange holds, only headers named like this one get to the request. */
  static final String TICKET = "x-sfdc-aftercall-watch";

  private final Duration grace;
  private final Map<String, WatchedRequest> open = new ConcurrentHashMap<>();
  private final AtomicInteger logins = new AtomicInteger();
  private volatile long loginEnd = System.nanoTime();

  /**
   * @param grace how long after the whole answer the component may take to read it
   */
  AnswerWatch(Duration grace) {
    this.grace = grace;
  }

  /** One request with its repeats after a login. Times are of {@link System#nanoTime}. */
  private static final class WatchedRequest {
    volatile String method = "GET";
    volatile int status;
    volatile boolean sent;
    volatile boolean answered;
    volatile long latest;

    void begin(Request request) {
      method = request.getMethod();
      sent = true;
      answered = false;
      latest = System.nanoTime();
    }

    void answer(int code) {
      status = code;
      latest = System.nanoTime();
      answered = true;
    }
  }

  /** What the other side said to a request whose caller was forgotten. */
  record Unheard(String method, int status) {}

  void open(String ticket) {
    open.put(ticket, new WatchedRequest());
  }

  void close(String ticket) {
    open.remove(ticket);
  }

  /**
   * Whether nobody will tell the caller any more: the answer is there for longer than reading it
   * takes, or the time of the request is over, and no login is under way that would repeat it.
   *
   * @param limit of a whole request
   */
  Optional<Unheard> unheard(String ticket, Duration limit) {
    WatchedRequest conversation = open.get(ticket);
    if (conversation == null || !conversation.sent || logins.get() > 0) {
      return Optional.empty();
    }
    long latest = Math.max(conversation.latest, loginEnd);
    Duration patience = conversation.answered ? grace : limit.plus(grace);
    return System.nanoTime() - latest < patience.toNanos()
        ? Optional.empty()
        : Optional.of(new Unheard(conversation.method, conversation.status));
  }

  @Override
  public void onBegin(Request request) {
    if (request.getPath() != null && request.getPath().startsWith("/services/oauth2/")) {
      logins.incrementAndGet();
      request.onComplete(
          result -> {
            loginEnd = System.nanoTime();
            logins.decrementAndGet();
          });
      return;
    }
    HttpConversation whole = ((HttpRequest) request).getConversation();
    String ticket = request.getHeaders().get(TICKET);
    if (ticket != null) {
      request.headers(headers -> headers.remove(TICKET));
      // A repeat is another request of the same conversation.
      whole.setAttribute(TICKET, open.get(ticket));
    }
    if (whole.getAttribute(TICKET) instanceof WatchedRequest conversation) {
      conversation.begin(request);
      request.onComplete(
          result ->
              conversation.answer(
                  result.getResponse() == null ? 0 : result.getResponse().getStatus()));
    }
  }
}
