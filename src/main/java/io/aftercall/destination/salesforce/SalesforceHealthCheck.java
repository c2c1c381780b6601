package io.aftercall.destination.salesforce;

import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.Outcome;
import java.util.Optional;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.SalesforceSession;

/** Logs in at Salesforce once more. */
final class SalesforceHealthCheck implements HealthCheck {
  private static final String WHAT = "Salesforce login";

  private final SalesforceLogin login;
  private final SalesforceComponent component;
  private final SalesforceExceptionClassifier failures;

  SalesforceHealthCheck(
      SalesforceLogin login,
      SalesforceComponent component,
      SalesforceExceptionClassifier failures) {
    this.login = login;
    this.component = component;
    this.failures = failures;
  }

  @Override
  public Finding examine() {
    Optional<String> missing = login.missing();
    if (missing.isPresent()) {
      return Finding.unset(WHAT, missing.get());
    }
    SalesforceSession session = component.getSession();
    if (session == null) {
      return Finding.bad(WHAT, "no route uses Salesforce");
    }
    try {
      session.login(session.getAccessToken());
      return Finding.good(WHAT, "accepted");
    } catch (SalesforceException | RuntimeException e) {
      // Never its own text, which holds the whole answer.
      String reason = failures.read(e).map(Outcome::reason).orElse("no answer");
      return Finding.bad(WHAT, reason);
    }
  }
}
