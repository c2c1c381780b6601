package io.aftercall.web.console;

import io.aftercall.reload.ActiveConfig;
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
@ControllerAdvice(
    assignableTypes = {
      OverviewPage.class,
      CallPages.class,
      PayloadPages.class,
      NeedsAttentionPages.class,
      DestinationPages.class,
      TryPage.class,
      PrivacyPages.class,
      ActionPages.class,
      ClockPages.class,
      ConfigPages.class,
      VariablePages.class
    })
class PageModelAdvice {
  private final OpenWork openWork;
  private final ActiveConfig rules;

  PageModelAdvice(OpenWork openWork, ActiveConfig rules) {
    this.openWork = openWork;
    this.rules = rules;
  }

  /** Whether the files hold an edit that does not serve. */
  @ModelAttribute("refusedEdit")
  boolean refusedEdit() {
    return rules.refusal().isPresent();
  }

  @ModelAttribute("user")
  String user(Principal who) {
    return who == null ? "" : who.getName();
  }

  /** The number beside "Needs attention". */
  @ModelAttribute("needy")
  long needy() {
    return openWork.needy();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String badParameter(BadRequestException problem, Model model) {
    return error(model, "That is not understood", problem.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String missing(MissingServletRequestParameterException problem, Model model) {
    String says = "The parameter " + problem.getParameterName() + " is missing.";
    return error(model, "That is not understood", says);
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.NOT_FOUND)
  String notThere(NotFoundException problem, Model model) {
    return error(model, "Not here", problem.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String away(StoreUnavailableException problem, Model model) {
    return error(
        model, "The database does not answer", "Load the page again in a moment. Nothing is lost.");
  }

  private static String error(Model model, String title, String says) {
    model.addAttribute("title", title);
    model.addAttribute("says", says);
    return "console/error";
  }
}
