package io.aftercall.reconcile;

import io.aftercall.config.Source;
import io.aftercall.destination.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the platforms can be asked, and whether calls are compared with them as they should. */
final class SenderApiHealthCheck implements HealthCheck {
  private static final String WHAT = "platform";

  private final SenderApis senderApis;
  private final PlatformCallVerifier platformCallVerifier;

  SenderApiHealthCheck(SenderApis senderApis, PlatformCallVerifier platformCallVerifier) {
    this.senderApis = senderApis;
    this.platformCallVerifier = platformCallVerifier;
  }

  @Override
  public Finding examine() {
    String alerts =
        platformCallVerifier.alerts().entrySet().stream()
            .map(alert -> alert.getKey() + ": " + alert.getValue())
            .collect(Collectors.joining("; "));
    if (!alerts.isEmpty()) {
      return Finding.bad(WHAT, alerts);
    }
    List<String> unset = new ArrayList<>();
    for (String name : senderApis.names()) {
      Source source = senderApis.source(name);
      source.platform().missing().ifPresent(missing -> unset.add(name + ": " + missing));
      if (source.platform().missing().isPresent() && source.platform().readBack()) {
        return Finding.bad(WHAT, name + ": calls should be read back, but " + unset.get(0));
      }
    }
    if (!unset.isEmpty()) {
      return Finding.unset(
          WHAT, "cannot be asked for calls that never came; " + String.join("; ", unset));
    }
    return Finding.good(WHAT, "can be asked for: " + String.join(", ", senderApis.names()));
  }
}
