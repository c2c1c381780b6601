package aftercall.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever brings {@code Authorization: Bearer <token>}. */
final class ApiTokenFilter extends OncePerRequestFilter {
  /** Who did it, when it was done through the API. */
  static final String WHO = "api";

  private static final String BEARER = "Bearer ";

  private final ApiToken token;

  ApiTokenFilter(ApiToken token) {
    this.token = token;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null
        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.is(header.substring(BEARER.length()).strip())) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              WHO, null, AuthorityUtils.createAuthorityList("ROLE_OPERATOR")));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }
}
