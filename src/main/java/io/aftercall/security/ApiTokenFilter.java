package io.aftercall.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever brings {@code Authorization: Bearer <token>}. */
final class ApiTokenFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;

  ApiTokenFilter(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    word(request)
        .flatMap(tokens::bearer)
        .ifPresent(
            tokenPrincipal -> {
              SecurityContext context = SecurityContextHolder.createEmptyContext();
              context.setAuthentication(known(tokenPrincipal));
              SecurityContextHolder.setContext(context);
            });
    chain.doFilter(request, response);
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
