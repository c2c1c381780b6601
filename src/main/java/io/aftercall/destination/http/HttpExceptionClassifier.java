package io.aftercall.destination.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * What the exceptions of camel-http mean, also for a route that calls {@code http:} by itself. An
 * exception that another protocol wrapped is not ours.
 */
public final class HttpExceptionClassifier implements ExceptionClassifier {
  private final HttpStatusClassifier answers;

  public HttpExceptionClassifier(HttpStatusClassifier answers) {
    this.answers = answers;
  }

  @Override
  public Optional<Outcome> read(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof HttpOperationFailedException answered) {
      return Optional.of(
          answers.read(
              answered.getStatusCode(),
              retryAfter(answered.getResponseHeaders()),
              answered.getResponseBody(),
              HttpStatusClassifier.Reading.RECORD));
    }
    return cause instanceof IOException broken && !(broken instanceof JsonProcessingException)
        ? Optional.of(outcome(broken))
        : Optional.empty();
  }

  @Override
  public Optional<String> rawAnswer(Throwable failure) {
    return unwrapped(failure) instanceof HttpOperationFailedException answered
        ? Optional.ofNullable(answered.getResponseBody())
        : Optional.empty();
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof RuntimeCamelException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * The same where the address is the operator's and not the call's: one that may not be dialled is
   * wrong for all records, so the destination waits until it is mended.
   */
  public Outcome ofOperators(Exception failure) throws Exception {
    if (failure instanceof ForbiddenAddressException forbidden) {
      return Outcome.Paused.because(forbidden.getMessage());
    }
    return read(failure).orElseThrow(() -> failure);
  }

  private static Outcome outcome(IOException broken) {
    if (broken instanceof ForbiddenAddressException forbidden) {
      return Outcome.Rejected.because(forbidden.getMessage());
    }
    if (broken instanceof SSLHandshakeException || broken instanceof SSLPeerUnverifiedException) {
      return Outcome.Paused.because(
          "HTTP: no trusted TLS connection to the system"
              + TlsTrust.explain(broken).map(why -> ": " + why).orElse(""));
    }
    boolean neverMet =
        broken instanceof ConnectException
            || broken instanceof ConnectTimeoutException
            || broken instanceof UnknownHostException
            || broken instanceof NoRouteToHostException;
    return neverMet
        ? Outcome.Retry.away("HTTP: no connection to the system")
        : Outcome.Retry.unknown(
            "HTTP: "
                + (broken instanceof ResponseReader.TooSlow slow ? slow.getMessage() : "no answer")
                + HttpStatusClassifier.UNKNOWN);
  }

  private static String retryAfter(Map<String, String> headers) {
    return headers == null
        ? null
        : headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }
}
