package io.aftercall.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the sessions of those who were taken out, or have another role or password by now. What the
 * company's login says is asked again every {@code aftercall.login.recheck}: until then somebody
 * whose role was withdrawn there may be in, and not longer.
 */
final class SessionCheck extends OncePerRequestFilter {
  private static final String SINCE = "aftercall.company-login";

  private final Users users;
  private final Duration recheck;
  private final InstantSource clock;

  SessionCheck(Users users, Duration recheck, InstantSource clock) {
    this.users = users;
    this.recheck = recheck;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    HttpSession session = request.getSession(false);
    if (who != null && !isStillIn(who.getPrincipal(), session)) {
      if (session != null) {
        session.invalidate();
      }
      SecurityContextHolder.clearContext();
    }
    chain.doFilter(request, response);
  }

  private boolean isStillIn(Object principal, HttpSession session) {
    if (principal instanceof ConsoleUser consoleUser) {
      return consoleUser.isStillIn(users.all());
    }
    if (!(principal instanceof OidcUser user) || session == null) {
      return true;
    }
    // Of the login, not of the session: one may sign in again in the same session.
    String login = user.getIdToken().getTokenValue();
    if (!(session.getAttribute(SINCE) instanceof Since since && since.login().equals(login))) {
      session.setAttribute(SINCE, new Since(login, clock.millis()));
      return true;
    }
    return clock.millis() - since.millis() < recheck.toMillis();
  }

  private record Since(String login, long millis) implements Serializable {}
}
