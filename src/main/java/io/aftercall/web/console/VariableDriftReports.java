package io.aftercall.web.console;

import io.aftercall.call.VariableStatistic;
import io.aftercall.call.VariableStatistics;
import io.aftercall.config.Source;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.journal.EventFilter;
import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks through stored calls, page by page and only when somebody asks: the newest {@value #MOST}
 * of each source, each call once. One report at a time.
 */
public final class VariableDriftReports {
  static final int MOST = 5_000;
  private static final int PAGE = 500;

  private final EventQueries events;
  private final Journal journal;
  private final Supplier<Sources> sources;
  private final Supplier<Workspace> rules;
  private final ViewPermissions viewPermissions;

  VariableDriftReports(
      EventQueries events,
      Journal journal,
      Supplier<Sources> sources,
      Supplier<Workspace> rules,
      ViewPermissions viewPermissions) {
    this.events = events;
    this.journal = journal;
    this.sources = sources;
    this.rules = rules;
    this.viewPermissions = viewPermissions;
  }

  /**
   * One variable in numbers.
   *
   * @param type the declared one; null for a name nobody declares
   * @param emptyShare 0 to 1; 0 when it never came
   * @param sentAs the names it came under, with their number
   */
  record Line(
      String source,
      String name,
      String type,
      int seen,
      int empty,
      double emptyShare,
      Map<String, Integer> sentAs) {
    static Line of(String source, VariableStatistic tally) {
      return new Line(
          source,
          tally.name(),
          tally.variable() == null ? null : YamlObjectReader.name(tally.variable().type()),
          tally.seen(),
          tally.empty(),
          tally.seen() == 0 ? 0 : (double) tally.empty() / tally.seen(),
          tally.sentAs());
    }
  }

  /**
   * @param calls looked at that brought variables
   * @param cut whether there were more than {@link #MOST}, and the oldest were left out
   */
  public record Report(
      Instant since,
      int calls,
      boolean cut,
      List<VariableDriftFinding> findings,
      List<Line> variables) {
    public List<VariableDriftFinding> came() {
      return findings.stream()
          .filter(variableDriftFinding -> !variableDriftFinding.isUnseen())
          .toList();
    }

    public List<VariableDriftFinding> neverCame() {
      return findings.stream().filter(VariableDriftFinding::isUnseen).toList();
    }
  }

  /**
   * @param asked the only source, or null for all
   * @throws BadRequestException when there is no such source
   */
  public synchronized Report find(String asked, Instant since) {
    List<Source> chosen =
        sources.get().all().stream()
            .filter(source -> asked == null || source.name().equals(asked))
            .toList();
    if (chosen.isEmpty() && asked != null) {
      throw new BadRequestException("there is no source " + asked);
    }
    ComparedVariables compared = ComparedVariables.in(rules.get().rules());
    int calls = 0;
    boolean cut = false;
    List<VariableDriftFinding> findings = new ArrayList<>();
    List<Line> variables = new ArrayList<>();
    for (Source source : chosen) {
      VariableStatistics census = new VariableStatistics(source.rules());
      cut |= fill(census, source.name(), since);
      calls += census.calls();
      findings.addAll(
          VariableDriftFinding.of(
              new VariableDriftFinding.ReportScope(
                  source.name(), census.calls(), viewPermissions.seesPeople(), compared),
              census.tallies()));
      census.tallies().forEach(tally -> variables.add(Line.of(source.name(), tally)));
    }
    return new Report(since, calls, cut, findings, variables);
  }

  /** Whether there were more. */
  private boolean fill(VariableStatistics census, String source, Instant since) {
    EventFilter filter = EventFilter.all().from(source).since(since);
    Set<String> callIds = new HashSet<>();
    String before = null;
    for (int read = 0; read < MOST; read += PAGE) {
      List<EventRow> rows = events.find(filter.page(PAGE, before));
      // The newest revision of a call comes first.
      List<String> ids =
          rows.stream()
              .filter(row -> row.callId() != null && callIds.add(row.callId()))
              .map(EventRow::id)
              .toList();
      journal.eachBody(ids, stored -> census.add(stored.body()));
      if (rows.size() < PAGE) {
        return false;
      }
      before = rows.get(PAGE - 1).id();
    }
    return true;
  }
}
