package io.aftercall.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away whoever has typed too many wrong passwords, before another one is looked at. */
final class LoginRateLimitFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(LoginRateLimitFilter.class);

  private final LoginAttempts attempts;

  LoginRateLimitFilter(LoginAttempts attempts) {
    this.attempts = attempts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait =
        request.getMethod().equals("POST") && request.getRequestURI().equals(SecurityRules.LOGIN)
            ? attempts.wait(request.getRemoteAddr())
            : Duration.ZERO;
    if (wait.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = wait.toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    response.sendRedirect(SecurityRules.LOGIN + "?wait=" + seconds);
  }

  /** Never the name: people type their password there. */
  void failed(HttpServletRequest request) {
    attempts.failed(request.getRemoteAddr());
    LOG.warn("login.failed address={}", request.getRemoteAddr());
  }

  void succeeded(HttpServletRequest request) {
    attempts.succeeded(request.getRemoteAddr());
  }
}
