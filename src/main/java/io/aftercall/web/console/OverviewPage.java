package io.aftercall.web.console;

import io.aftercall.concurrent.WorkerRegistry;
import io.aftercall.concurrent.WorkerStatus;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Is all well, and if not, where. */
@ConsolePage
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

  /**
   * How everything is doing. Well only when something was delivered lately and nothing fails: a
   * destination that has not taken one call yet has nothing in the list of what needs a person.
   *
   * @param tone good, wait, bad, or empty when it is not known
   */
  record Hero(String tone, String title, String says) {
    static Hero of(long aside, List<Line> lines, int idle, DailyCounts.Numbers day) {
      long failing = count(lines, "bad");
      long waiting = count(lines, "wait");
      if (aside > 0) {
        return new Hero(
            "bad",
            aside == 1 ? "1 item needs attention" : aside + " items need attention",
            "Nothing is lost.");
      }
      if (failing > 0) {
        return new Hero(
            "bad",
            failing == 1
                ? "1 destination needs attention"
                : failing + " destinations need attention",
            "Nothing is lost: what is for them stays in the queue. Below it says why.");
      }
      if (idle > 0) {
        return new Hero(
            "bad",
            idle == 1 ? "1 worker does not work" : idle + " workers do not work",
            "Nothing is lost: what came in is on the disk.");
      }
      if (waiting > 0) {
        return new Hero(
            "wait",
            waiting == 1 ? "1 destination is waiting" : waiting + " destinations are waiting",
            "Nothing is lost: what is for them stays in the queue until they take it.");
      }
      if (day.table().stream().anyMatch(destination -> destination.delivered() > 0)) {
        return new Hero(
            "good",
            "All systems operational",
            "Every call has reached its destinations or is being delivered.");
      }
      return new Hero(
          "",
          day.events().isEmpty()
              ? "No calls in the last 24 hours"
              : "Nothing delivered in the last 24 hours",
          "Nothing waits. Whether everything works is known once a call was received and"
              + " delivered.");
    }

    private static long count(List<Line> lines, String tone) {
      return lines.stream().filter(line -> line.tone().equals(tone)).count();
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

  /** The menu's number, for pages that do not refresh otherwise; who asks learns we are there. */
  @GetMapping("/console/needy")
  String needy() {
    return "console/frame :: pulse";
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
    DailyCounts.Numbers day = numbers.now();
    model.addAttribute("day", day);
    model.addAttribute("table", day.table());
    model.addAttribute("dry", settings.mode().equals("dry-run"));
    List<WorkerStatus> idle =
        workers.statuses().stream().filter(worker -> !worker.state().works()).toList();
    model.addAttribute("idle", idle);
    model.addAttribute("hero", Hero.of(aside.all(), lines, idle.size(), day));
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
