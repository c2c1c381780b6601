package io.aftercall.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.web.RedirectStrategy;

/**
 * Sends people on within this console only. Where they wanted to go was kept with the host their
 * browser named, and anybody can have it name another one.
 */
final class RelativeRedirects implements RedirectStrategy {
  @Override
  public void sendRedirect(HttpServletRequest request, HttpServletResponse response, String url)
      throws IOException {
    response.sendRedirect(relative(request, url));
  }

  private static String relative(HttpServletRequest request, String url) {
    URI asked = URI.create(url);
    String path = asked.getRawPath();
    // Two slashes would begin the name of a host again.
    if (path == null || !path.startsWith("/") || path.startsWith("//")) {
      return request.getContextPath() + "/console";
    }
    String context = request.getContextPath();
    String here = asked.isAbsolute() || path.startsWith(context + "/") ? path : context + path;
    return asked.getRawQuery() == null ? here : here + "?" + asked.getRawQuery();
  }
}
