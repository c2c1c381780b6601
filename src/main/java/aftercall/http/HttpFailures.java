package aftercall.http;

import aftercall.delivery.FailureReader;
import aftercall.delivery.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * What the exceptions of camel-http mean, also for a route that calls {@code http:} by itself. An
 * exception that another protocol wrapped is not ours.
 */
public final class HttpFailures implements FailureReader {
  private final HttpAnswers answers;

  HttpFailures(HttpAnswers answers) {
    this.answers = answers;
  }

  @Override
  public Optional<Outcome> read(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof RuntimeCamelException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof HttpOperationFailedException answered) {
      return Optional.of(
          answers.read(
              answered.getStatusCode(),
              retryAfter(answered.getResponseHeaders()),
              "",
              HttpAnswers.Reading.STATUS));
    }
    return cause instanceof IOException broken ? Optional.of(outcome(broken)) : Optional.empty();
  }

  private static Outcome outcome(IOException broken) {
    return broken instanceof SSLHandshakeException || broken instanceof SSLPeerUnverifiedException
        ? Outcome.Stopped.because("HTTP: no trusted TLS connection to the system")
        : Outcome.TryLater.because("HTTP: no connection to the system, or it broke");
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
