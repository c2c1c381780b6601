package io.aftercall.web.console;

import java.security.Principal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pause and resume by hand. */
@ConsolePage
@RequestMapping("/console/destinations/{name}")
class DestinationPages {
  private final DestinationOverview board;

  DestinationPages(DestinationOverview board) {
    this.board = board;
  }

  @GetMapping("/pause")
  String ask(@PathVariable String name, Model model) {
    model.addAttribute("destination", board.get(name));
    return "console/pause";
  }

  @PostMapping("/pause")
  String pause(
      @PathVariable String name,
      @RequestParam(defaultValue = "") String why,
      Principal who,
      RedirectAttributes after) {
    board.pause(name, who.getName(), ActionBody.why(why, false));
    after.addFlashAttribute("done", name + " is paused; its deliveries wait.");
    return "redirect:/console";
  }

  @PostMapping("/resume")
  String resume(
      @PathVariable String name,
      @RequestParam(required = false) String older,
      Principal who,
      RedirectAttributes after) {
    board.resume(name, who.getName(), older);
    after.addFlashAttribute("done", name + " is tried again now.");
    return "redirect:/console";
  }
}
