package aftercall.console;

import aftercall.route.InForce;
import aftercall.store.StoreUnavailable;
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
      AttentionPages.class,
      DestinationPages.class,
      TryPage.class,
      PeoplePages.class,
      ActionPages.class,
      RulesPages.class,
      VariablePages.class
    })
class PageFrame {
  private final Unfinished unfinished;
  private final InForce rules;

  PageFrame(Unfinished unfinished, InForce rules) {
    this.unfinished = unfinished;
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

  /** The number beside "Needs a person". */
  @ModelAttribute("needy")
  long needy() {
    return unfinished.needy();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  String badParameter(BadParameter problem, Model model) {
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
  String notThere(NotThere problem, Model model) {
    return error(model, "Not here", problem.getMessage());
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String away(StoreUnavailable problem, Model model) {
    return error(
        model, "The database does not answer", "Load the page again in a moment. Nothing is lost.");
  }

  private static String error(Model model, String title, String says) {
    model.addAttribute("title", title);
    model.addAttribute("says", says);
    return "console/error";
  }
}
