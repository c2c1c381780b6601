package io.aftercall.web.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.security.ProblemResponses;
import io.aftercall.security.SecurityRules;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whatever went wrong elsewhere, in the language of whoever asked. Never a word of the cause. */
@Controller
class ErrorPages implements ErrorController {
  private final PageMenu menu;

  ErrorPages(PageMenu menu) {
    this.menu = menu;
  }

  @RequestMapping("/error")
  Object error(HttpServletRequest request, Model model) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status =
        code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
    if (status == null) {
      status = HttpStatus.INTERNAL_SERVER_ERROR;
    }
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path != null && path.toString().startsWith("/api/")) {
      ResponseEntity<ObjectNode> problem = ProblemResponses.of(status, says(status, request));
      return problem;
    }
    return menu.error(
        model, request.getUserPrincipal(), status.getReasonPhrase(), says(status, request));
  }

  private static String says(HttpStatus status, HttpServletRequest request) {
    return switch (status) {
      case NOT_FOUND -> "there is nothing at this address";
      case METHOD_NOT_ALLOWED -> "this address does not take this method";
      case FORBIDDEN ->
          Boolean.FALSE.equals(request.getAttribute(SecurityRules.STALE))
              ? "your role may not do that; an admin can give you another"
              : "the page was too old; go back, load it again and repeat";
      case UNSUPPORTED_MEDIA_TYPE -> "send the body as application/json";
      case BAD_REQUEST -> "the request is not understood";
      case PAYLOAD_TOO_LARGE -> "that is too large";
      default ->
          status.is5xxServerError()
              ? "something went wrong here; the log says what"
              : "this cannot be done";
    };
  }
}
