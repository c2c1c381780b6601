package io.aftercall.web.console;

import io.aftercall.bulk.AuditEntry;
import io.aftercall.bulk.AuditLog;
import io.aftercall.bulk.BulkJobs;
import java.security.Principal;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people did here, and what is still being done. */
@ConsolePage
@RequestMapping("/console/audit")
class ActionPages {
  private static final int MOST = 50;

  private final BulkJobs orders;
  private final AuditLog actions;

  ActionPages(BulkJobs orders, AuditLog actions) {
    this.orders = orders;
    this.actions = actions;
  }

  @GetMapping
  String all(@RequestParam(required = false) String before, Model model) {
    List<AuditEntry> page = actions.latest(MOST, before);
    model.addAttribute("running", orders.running());
    model.addAttribute("actions", page);
    model.addAttribute("next", page.size() < MOST ? null : page.get(MOST - 1).id());
    return "console/audit";
  }

  /** Asked for while something is being done. */
  @GetMapping("/running")
  String running(Model model) {
    model.addAttribute("running", orders.running());
    model.addAttribute("ended", orders.running().isEmpty());
    return "console/audit :: running";
  }

  @PostMapping("/{id}/cancel")
  String cancel(@PathVariable String id, Principal who, RedirectAttributes after) {
    boolean stopped = orders.cancel(id, who.getName());
    after.addFlashAttribute(
        "done",
        stopped
            ? "Cancelled. What was changed already stays changed."
            : "It had ended already; nothing was cancelled.");
    return "redirect:/console/audit";
  }
}
