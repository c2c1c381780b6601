package io.aftercall.security;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Checks a password, unless there were too many attempts. It sits where the password is checked and
 * not before a path, so there is no other way of writing the path that leads round it.
 */
final class ThrottledAuthenticationProvider implements AuthenticationProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ThrottledAuthenticationProvider.class);

  private final AuthenticationProvider passwords;
  private final LoginAttempts attempts;

  ThrottledAuthenticationProvider(AuthenticationProvider passwords, LoginAttempts attempts) {
    this.passwords = passwords;
    this.attempts = attempts;
  }

  /** Too many attempts: the password was not looked at. */
  static final class TooMany extends InternalAuthenticationServiceException {
    private static final long serialVersionUID = 1;
    private final long seconds;

    TooMany(Duration wait) {
      super("too many attempts");
      seconds = wait.toSeconds() + 1;
    }

    /** When to try again. */
    long seconds() {
      return seconds;
    }
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String address = address(asked);
    String name = asked.getName().strip().toLowerCase(Locale.ROOT);
    Duration wait = attempts.begin(address, name);
    if (!wait.isZero()) {
      throw new TooMany(wait);
    }
    try {
      Authentication in = passwords.authenticate(asked);
      attempts.succeeded(address, name);
      return in;
    } catch (AuthenticationException wrong) {
      // Never the name: people type their password there.
      LOG.warn("login.failed address={}", address);
      throw wrong;
    }
  }

  private static String address(Authentication asked) {
    return asked.getDetails() instanceof WebAuthenticationDetails web
        ? String.valueOf(web.getRemoteAddress())
        : "";
  }

  @Override
  public boolean supports(Class<?> kind) {
    return passwords.supports(kind);
  }
}
