package io.aftercall.web.console;

import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Is all well, and if not, where. */
@Controller
class OverviewPage {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final EventQueries events;
  private final DestinationOverview destinations;
  private final DailyCounts numbers;
  private final ConsoleSettings settings;
  private final WorkerRegistry workers;
  private final ClockConfirmation clockConfirmation;
  private final InstantSource clock;

  OverviewPage(
      EventQueries events,
      DestinationOverview destinations,
      DailyCounts numbers,
      ConsoleSettings settings,
      WorkerRegistry workers,
      ClockConfirmation clockConfirmation,
      InstantSource clock) {
    this.events = events;
    this.destinations = destinations;
    this.numbers = numbers;
    this.settings = settings;
    this.workers = workers;
    this.clockConfirmation = clockConfirmation;
    this.clock = clock;
  }

  /** What needs a person, in the order of the call's road. */
  record Aside(long held, long quarantined, long unrouted, long rejected, long failed) {
    public long all() {
      return held + quarantined + unrouted + rejected + failed;
    }
  }

  /**
   * @param says how it is doing, in a word or two
   */
  record Line(DestinationView view, String tone, String says) {
    /** What is in trouble comes first. */
    private int rank() {
      return List.of("bad", "wait", "quiet", "good").indexOf(tone);
    }
  }

  @GetMapping("/")
  String home() {
    return "redirect:/console";
  }

  @GetMapping("/console")
  String overview(Model model) {
    fill(model);
    return "console/overview";
  }

  /** The part that keeps itself fresh. */
  @GetMapping("/console/overview")
  String now(Model model) {
    fill(model);
    return "console/overview :: now";
  }

  private void fill(Model model) {
    List<Line> lines =
        destinations.all().stream()
            .map(this::line)
            .sorted(Comparator.comparingInt(Line::rank))
            .toList();
    Aside aside =
        new Aside(
            count(EventState.HELD),
            count(EventState.QUARANTINED),
            count(EventState.UNROUTED),
            lines.stream().mapToLong(line -> line.view().rejected()).sum(),
            lines.stream().mapToLong(line -> line.view().failed()).sum());
    model.addAttribute("aside", aside);
    // The menu's number comes from the same count.
    model.addAttribute("needy", aside.all());
    model.addAttribute("lines", lines);
    model.addAttribute("behind", lines.stream().filter(line -> line.tone().equals("wait")).count());
    model.addAttribute("waiting", count(EventState.RECEIVED));
    DailyCounts.Numbers day = numbers.now();
    model.addAttribute("day", day);
    model.addAttribute("table", day.table());
    model.addAttribute(
        "proven", day.table().stream().anyMatch(destination -> destination.delivered() > 0));
    model.addAttribute("dry", settings.mode().equals("dry-run"));
    model.addAttribute(
        "idle", workers.statuses().stream().filter(worker -> !worker.state().works()).toList());
    model.addAttribute("clock", clockConfirmation.read());
    model.addAttribute("at", clock.instant());
  }

  private long count(EventState state) {
    return events.count(EventFilter.all().in(state));
  }

  private Line line(DestinationView view) {
    if (view.state().equals("off")) {
      return new Line(view, "quiet", "off");
    }
    if (view.state().equals("failing")) {
      return new Line(view, "bad", "failing");
    }
    if (view.asks()) {
      return new Line(view, "bad", "asks you");
    }
    if (view.paused() != null) {
      boolean unset = view.paused().reason().startsWith("not configured");
      return new Line(view, "wait", unset ? "Not set up" : "Paused");
    }
    Instant late = clock.instant().minus(PATIENCE);
    if (view.oldest() != null && view.oldest().isBefore(late)) {
      return new Line(view, "wait", "Delayed");
    }
    if (view.rejected() + view.failed() > 0) {
      return new Line(view, "bad", "Needs attention");
    }
    if (view.backlog() > 0) {
      return new Line(view, "quiet", "Delivering");
    }
    return destinations.hasDelivered(view.name())
        ? new Line(view, "good", "Healthy")
        : new Line(view, "quiet", "Never tried");
  }
}
