package io.aftercall.destination.salesforce;

import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import io.aftercall.tls.TlsTrust;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * What the exceptions of camel-salesforce mean for everything that was on its way. Walks the
 * causes: a failed login hides inside a RuntimeCamelException or inside the failure of the request.
 * Never quotes a message, as it holds the whole answer.
 */
public final class SalesforceExceptionClassifier implements ExceptionClassifier {
  private static final String SESSION =
      "org.apache.camel.component.salesforce.internal.SalesforceSession";

  /** The token endpoint said yes, but no token could be read. */
  static final String UNREADABLE_LOGIN = "Login answer not understood";

  private static final String UNREADABLE = "Answer not understood executing {";

  /** The message of an answer that Camel could not read. */
  static String unreadable(String method) {
    return UNREADABLE + method + ":}";
  }

  @Override
  public Optional<Outcome> read(Throwable failure) {
    List<SalesforceException> chain = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SalesforceException known) {
        chain.add(known);
      } else if (chain.isEmpty() && fromLogin(cause)) {
        return Optional.of(UpsertResults.outcome(SalesforceErrors.LOGIN_REFUSED, List.of()));
      }
    }
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    return TlsTrust.explain(failure)
        .<Outcome>map(
            why -> Outcome.Paused.because("Salesforce: no trusted TLS connection: " + why))
        .or(() -> Optional.of(outcome(chain)));
  }

  private static Outcome outcome(List<SalesforceException> chain) {
    SalesforceException telling =
        chain.stream().filter(e -> !errors(e).isEmpty()).findFirst().orElse(chain.get(0));
    return UpsertResults.outcome(verdict(telling), errors(telling));
  }

  /** What Salesforce said about the request; its lists may hold nothing at all. */
  static List<RestError> errors(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SalesforceException known && !errors(known).isEmpty()) {
        return errors(known);
      }
    }
    return List.of();
  }

  /** The status of the answer; 0 when there was none. */
  static int status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SalesforceException known && known.getStatusCode() != 0) {
        return known.getStatusCode();
      }
    }
    return 0;
  }

  private static List<RestError> errors(SalesforceException failure) {
    return UpsertResults.known(failure.getErrors());
  }

  private static ErrorDisposition verdict(SalesforceException failure) {
    int status = failure.getStatusCode();
    List<String> codes = errors(failure).stream().map(UpsertResults::code).toList();
    if (status >= 400 && status < 500 && isLogin(failure)) {
      return SalesforceErrors.LOGIN_REFUSED;
    }
    if (status == 0 && neverMet(failure)) {
      return SalesforceErrors.NOT_MET;
    }
    if (isNameless(failure)) {
      return ErrorDisposition.later(
          "HTTP " + status + " without a code; something on the way answered");
    }
    if (status >= 500 || codes.stream().noneMatch(SalesforceErrors::knows)) {
      return SalesforceErrors.byStatus(status).orElseGet(() -> unanswered(failure));
    }
    if (errors(failure).stream().anyMatch(UpsertResults::blamesSetUp)) {
      return ErrorDisposition.stop("an object or a field is missing, or not visible to the user");
    }
    return UpsertResults.strictest(errors(failure));
  }

  /** Camel names the request in its text. */
  private static ErrorDisposition unanswered(SalesforceException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.startsWith(UNREADABLE_LOGIN)) {
      return SalesforceErrors.UNREADABLE_LOGIN;
    }
    if (text.startsWith(UNREADABLE)) {
      return text.contains("{GET:")
          ? SalesforceErrors.UNREADABLE_QUERY
          : SalesforceErrors.UNREADABLE;
    }
    boolean changesNothing =
        text.contains(" executing {GET:")
            || text.startsWith("Login ")
            || text.startsWith("Unexpected login error");
    return changesNothing ? SalesforceErrors.NOTHING_SENT : SalesforceErrors.NO_ANSWER;
  }

  /** Whether it was sent and stayed without an answer, as with more than an org can do in time. */
  static boolean isUnanswered(Outcome outcome) {
    return outcome instanceof Outcome.Retry later && later.whose() == Outcome.Retry.Scope.UNKNOWN;
  }

  /**
   * A request refused without a code. Salesforce gives every refusal one; this comes from something
   * on the way, and says nothing for good.
   */
  static boolean isNameless(Throwable failure) {
    boolean nameless = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SalesforceException known) {
        if (errors(known).stream().anyMatch(e -> !UpsertResults.code(e).isEmpty())) {
          return false;
        }
        nameless |= SalesforceErrors.saysNothing(known.getStatusCode());
      }
    }
    return nameless;
  }

  private static boolean neverMet(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException) {
        return true;
      }
    }
    return false;
  }

  /** Answers of the token endpoint that are no OAuth error carry nothing but this text. */
  private static boolean isLogin(SalesforceException failure) {
    return failure.getMessage() != null && failure.getMessage().startsWith("Login error status");
  }

  /** A wrong login setting or an unreadable key is a plain exception out of the session. */
  private static boolean fromLogin(Throwable cause) {
    return (cause instanceof IllegalStateException || cause instanceof IllegalArgumentException)
        && Arrays.stream(cause.getStackTrace())
            .limit(12)
            .anyMatch(SalesforceExceptionClassifier::inSession);
  }

  private static boolean inSession(StackTraceElement frame) {
    return frame.getClassName().equals(SESSION);
  }
}
