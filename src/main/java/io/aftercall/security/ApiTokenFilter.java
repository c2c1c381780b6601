package io.aftercall.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in whoever brings {@code Authorization: Bearer <token>}. Wrong tokens are counted, logged
 * and, after a few of one address, answered 429; a right one always gets in, for behind a proxy all
 * have one address.
 */
final class ApiTokenFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTokenFilter.class);
  private static final String BEARER = "Bearer ";

  /** Under one name for all, so that only the address counts. */
  private static final String TOKEN = "a token of ";

  private final Tokens tokens;
  private final LoginAttempts attempts;
  private final MeterRegistry registry;

  ApiTokenFilter(Tokens tokens, LoginAttempts attempts, MeterRegistry registry) {
    this.tokens = tokens;
    this.attempts = attempts;
    this.registry = registry;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> word = word(request);
    Optional<Tokens.TokenPrincipal> bearer = word.flatMap(tokens::bearer);
    if (word.isPresent() && bearer.isEmpty() && isOneTooMany(request, response)) {
      return;
    }
    bearer.ifPresent(
        known -> {
          SecurityContext context = SecurityContextHolder.createEmptyContext();
          context.setAuthentication(known(known));
          SecurityContextHolder.setContext(context);
        });
    chain.doFilter(request, response);
  }

  private boolean isOneTooMany(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Counter.builder("aftercall.token.refused")
        .description("Requests to the API that came with a token nobody has")
        .register(registry)
        .increment();
    String address = request.getRemoteAddr();
    Duration wait = attempts.begin(TOKEN + address, TOKEN + address);
    if (wait.isZero()) {
      LOG.warn("token.refused address={}", address);
      return false;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    ProblemResponses.write(
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "too many wrong tokens came from this address; come back later");
    return true;
  }

  private static Optional<String> word(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private static Authentication known(Tokens.TokenPrincipal tokenPrincipal) {
    return UsernamePasswordAuthenticationToken.authenticated(
        tokenPrincipal.name(),
        null,
        AuthorityUtils.createAuthorityList(tokenPrincipal.role().authority()));
  }
}
