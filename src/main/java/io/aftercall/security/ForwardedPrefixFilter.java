package io.aftercall.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.Globals;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes links, forms and redirects go through the path a proxy serves the console under ({@code
 * X-Forwarded-Prefix}), for a proxy whose other forwarded headers Tomcat believes.
 */
final class ForwardedPrefixFilter extends OncePerRequestFilter {
  private static final String HEADER = "X-Forwarded-Prefix";

  /** Whole segments of harmless signs: it becomes part of every link. */
  private static final Pattern PREFIX = Pattern.compile("(/(?!\\.)[A-Za-z0-9._~-]{1,64}){1,8}");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String prefix = request.getHeader(HEADER);
    boolean trusted =
        Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE));
    String plain = prefix == null ? "" : prefix.strip().replaceFirst("/+$", "");
    chain.doFilter(
        trusted && PREFIX.matcher(plain).matches() ? new Prefixed(request, plain) : request,
        response);
  }

  /** The container makes a request of its own for the error page. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  private static final class Prefixed extends HttpServletRequestWrapper {
    private final String prefix;

    Prefixed(HttpServletRequest request, String prefix) {
      super(request);
      this.prefix = prefix;
    }

    @Override
    public String getContextPath() {
      return prefix + super.getContextPath();
    }

    @Override
    public String getRequestURI() {
      return prefix + super.getRequestURI();
    }

    @Override
    public StringBuffer getRequestURL() {
      StringBuffer url = super.getRequestURL();
      String path = super.getRequestURI();
      return url.insert(url.length() - path.length(), prefix);
    }
  }
}
