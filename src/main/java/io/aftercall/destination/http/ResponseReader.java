package io.aftercall.destination.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends a request within a time for all of it, and reads its answer to a bound: the status first,
 * then as much of the text as may be. A text that has no end, breaks off or cannot be unpacked
 * costs nothing but itself; what is left of it is hung up on.
 */
final class ResponseReader implements ExecChainHandler {
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  /** A connection that is made after the alarm went is ended by its next ring. */
  private static final long RINGS_MILLIS = 500;

  private final Duration patience;

  /** Not all of it came in time. */
  static final class TooSlow extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    TooSlow(Duration limit, Exception cause) {
      super("no whole answer within " + limit.toSeconds() + " s");
      initCause(cause);
    }
  }

  /**
   * @param patience for a request that names none, from dialling to the last byte of the answer
   */
  ResponseReader(Duration patience) {
    this.patience = patience;
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "http-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Exchange exchange = SsrfSafeHttpComponent.exchange(scope.clientContext);
    RequestLimits limits = limits(exchange);
    Duration overall = overall(exchange, limits, scope);
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        ALARMS.scheduleWithFixedDelay(
            () -> {
              late.set(true);
              scope.execRuntime.discardEndpoint();
            },
            overall.toMillis(),
            RINGS_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      String charset = charset(response);
      if (limits.bytes() != RequestLimits.UNREAD) {
        ResponseText text = read(response, scope, limits.bytes(), charset);
        if (late.get() && !text.trouble().isEmpty()) {
          text =
              new ResponseText(
                  text.text(), "the answer did not end within " + overall.toSeconds() + " s");
        }
        if (exchange != null) {
          exchange.setProperty(ResponseText.PROPERTY, text);
        }
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      letGo(scope);
      if (late.get()) {
        throw new TooSlow(overall, e);
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private static RequestLimits limits(Exchange exchange) {
    if (exchange == null) {
      return RequestLimits.OF_A_ROUTE;
    }
    exchange.removeProperty(ResponseText.PROPERTY);
    return exchange.getProperty(
        RequestLimits.PROPERTY, RequestLimits.OF_A_ROUTE, RequestLimits.class);
  }

  /** A route that waits longer for an answer's beginning may wait longer for all of it too. */
  private Duration overall(Exchange exchange, RequestLimits limits, ExecChain.Scope scope) {
    if (limits.overall() != null) {
      return limits.overall();
    }
    boolean ours = exchange != null && exchange.getProperty(RequestLimits.PROPERTY) != null;
    Timeout response = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
    if (ours || response == null || response.isDisabled()) {
      return patience;
    }
    Duration twice = response.toDuration().multipliedBy(2);
    return twice.compareTo(patience) > 0 ? twice : patience;
  }

  /**
   * Whoever did not read to the very end holds the connection still, as where bytes follow on what
   * was packed; a few of those, and nobody gets one any more.
   */
  private static void letGo(ExecChain.Scope scope) {
    if (scope.execRuntime.isEndpointAcquired()) {
      scope.execRuntime.discardEndpoint();
    }
  }

  /** The charset it names; one that Java does not know is taken out, for no step could read it. */
  private static String charset(ClassicHttpResponse response) {
    if (response.getFirstHeader(HttpHeaders.CONTENT_TYPE) == null) {
      return null;
    }
    String type = response.getFirstHeader(HttpHeaders.CONTENT_TYPE).getValue();
    int at = type.toLowerCase(Locale.ROOT).indexOf("charset");
    if (at < 0) {
      return null;
    }
    String name = type.substring(at + "charset".length()).replaceFirst("^\\s*=\\s*", "");
    name = name.split(";", 2)[0].strip().replace("\"", "");
    if (ResponseText.known(name)) {
      return name;
    }
    response.setHeader(HttpHeaders.CONTENT_TYPE, type.split(";", 2)[0].strip());
    return null;
  }

  private static ResponseText read(
      ClassicHttpResponse response, ExecChain.Scope scope, int most, String charset) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new ResponseText("", "");
    }
    byte[] bytes = new byte[Math.min(most, 4096)];
    int length = 0;
    String trouble = "";
    try {
      InputStream in = entity.getContent();
      for (int read = 0; read >= 0 && length < most; length += Math.max(0, read)) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(most, 2 * bytes.length));
        }
        read = in.read(bytes, length, bytes.length - length);
      }
      if (length == most && in.read() >= 0) {
        trouble = "the answer is longer than " + most / 1024 + " kB";
      }
    } catch (IOException | RuntimeException e) {
      trouble =
          e instanceof ZipException || e instanceof EOFException
              ? "the answer cannot be unpacked"
              : "the answer broke off";
    }
    letGo(scope);
    byte[] whole = Arrays.copyOf(bytes, length);
    response.setEntity(new ByteArrayEntity(whole, null));
    if (length == 0) {
      // Nothing was unpacked, and the next one must not try to.
      response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
    }
    return ResponseText.of(whole, charset, trouble);
  }
}
