package io.aftercall.config;

import java.net.URI;
import java.util.Optional;

/**
 * The sender's own platform, which can be asked about its calls.
 *
 * @param url where its API begins, without a slash at the end; null when its variable holds none
 * @param token proves us there; may be unset
 * @param perMinute most requests a minute, of all this service asks for
 * @param onlyCompleted whether the platform sends webhooks of completed calls only
 * @param readBack whether each call is compared with the platform's own before anything is sent
 */
public record SenderApi(
    URI url, Secret token, int perMinute, boolean onlyCompleted, boolean readBack) {

  /** What to set before it can be asked, in plain words; empty when all is there. */
  public Optional<String> missing() {
    if (url == null) {
      return Optional.of("the variable of its url holds no https:// address");
    }
    return token.isSet() ? Optional.empty() : Optional.of("set " + token.variable());
  }
}
