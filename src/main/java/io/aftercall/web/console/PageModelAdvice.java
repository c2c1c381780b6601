package io.aftercall.web.console;

import io.aftercall.store.StoreUnavailableException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What stands around every page, and what is shown instead of one. */
@ControllerAdvice(annotations = ConsolePage.class)
class PageModelAdvice {
  private final PageMenu menu;

  PageModelAdvice(PageMenu menu) {
    this.menu = menu;
  }

  @ModelAttribute("refusedEdit")
  boolean refusedEdit() {
    return menu.refusedEdit();
  }

  @ModelAttribute("user")
  String user(Principal who) {
    return PageMenu.user(who);
  }

  @ModelAttribute("needy")
  long needy() {
    return menu.needy();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String badParameter(BadRequestException problem, Principal who, Model model) {
    return menu.error(model, who, "That is not understood", problem.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String missing(MissingServletRequestParameterException problem, Principal who, Model model) {
    String says = "The parameter " + problem.getParameterName() + " is missing.";
    return menu.error(model, who, "That is not understood", says);
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String notThere(NotFoundException problem, Principal who, Model model) {
    return menu.error(model, who, "Not here", problem.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String away(StoreUnavailableException problem, Principal who, Model model) {
    return menu.error(
        model,
        who,
        "The database does not answer",
        "Load the page again in a moment. Nothing is lost.");
  }
}
