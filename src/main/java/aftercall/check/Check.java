package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Sources;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import aftercall.mail.TemplateCheck;
import aftercall.mapping.MappingTests;
import aftercall.mapping.Mappings;
import aftercall.mapping.RouteJq;
import aftercall.route.DecideTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Everything that is wrong with an installation's files, at once. */
public final class Check {
  private static final List<Folder> ROUTES = List.of(Folder.RECEIVE, Folder.DECIDE, Folder.DELIVER);

  private static final Set<String> CHANGE_BODY = Set.of("setBody", "transform", "split");

  private final Workspace workspace;
  private final Findings findings = new Findings();
  private final CamelWords camel = new CamelWords();
  private final LiteralSecrets secrets = new LiteralSecrets(findings);
  private final DecideRules rules = new DecideRules(findings);
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, Kamelet> kamelets = new TreeMap<>();

  private Check(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Errors stop the start, or the swap to an edited set; {@link Problem#isWarning warnings} do not.
   * That a secret is not set ({@code missing-secret}) is a warning here, for files are checked on
   * other machines than the one that has the secrets.
   *
   * @param environment variable name to value, null when unset
   * @return sorted by file and place; empty when all is well
   */
  public static List<Problem> all(Workspace workspace, UnaryOperator<String> environment) {
    return new Check(workspace)
        .run(environment).stream()
            .map(problem -> problem.code().equals("missing-secret") ? problem.asWarning() : problem)
            .toList();
  }

  private List<Problem> run(UnaryOperator<String> environment) {
    findings.list().addAll(workspace.problems());
    Sources sources = Sources.load(workspace, environment, findings.list());
    Mappings mappings = Mappings.load(workspace, findings.list());
    MappingTests.load(workspace, mappings, findings.list());
    DecideTests.load(workspace, findings.list());
    workspace.files().forEach(secrets::checkText);
    // What is wrong with the syntax of settings is Spring's to say.
    each(Folder.SETTINGS, new ArrayList<>(), (file, node) -> secrets.checkKeys(node));
    for (Folder folder : ROUTES) {
      each(folder, findings.list(), (file, node) -> readRoute(folder, node));
    }
    each(Folder.KAMELETS, findings.list(), this::readKamelet);
    checkPaths(sources);
    Options options = new Options(camel, kamelets, workspace, findings);
    InsideAddresses inside = new InsideAddresses(findings);
    for (Route route : withKamelets()) {
      options.check(route);
      inside.check(route);
      rules.check(route);
      checkJq(route);
    }
    workspace.in(Folder.MAPPINGS).forEach(new Sharing(routes, findings)::check);
    CarefulWrites writes = new CarefulWrites(routes, kamelets, findings);
    each(Folder.MAPPINGS, new ArrayList<>(), (file, node) -> writes.check(file.name(), node));
    findings.list().addAll(TemplateCheck.problems(workspace));
    new Wiring(routes, findings).check(places(Folder.SOURCES), places(Folder.MAPPINGS));
    return findings.sorted();
  }

  private void checkPaths(Sources sources) {
    SeenSources seen = new SeenSources(routes, sources);
    CallPaths paths = new CallPaths(sources.all(), findings);
    Comparisons comparisons = new Comparisons(findings);
    LookupKeys keys = new LookupKeys(findings);
    for (WorkspaceFile file : workspace.in(Folder.DECIDE)) {
      paths.check(file, seen.ofDecide(file.path()));
      comparisons.check(file, seen.ofDecide(file.path()));
    }
    for (WorkspaceFile file : workspace.in(Folder.MAPPINGS)) {
      paths.check(file, seen.ofMapping(file.name()));
      comparisons.check(file, seen.ofMapping(file.name()));
      file.yaml(new ArrayList<>()).ifPresent(node -> keys.check(node, seen.ofMapping(file.name())));
    }
  }

  private void readRoute(Folder folder, Node node) {
    secrets.checkKeys(node);
    if (folder == Folder.DECIDE) {
      rules.checkTexts(node);
    }
    routes.addAll(new RouteReader(camel, findings).read(node, folder));
  }

  private void readKamelet(WorkspaceFile file, Node node) {
    secrets.checkKeys(node);
    new KameletReader(camel, findings)
        .read(file, node)
        .ifPresent(kamelet -> kamelets.put(kamelet.name(), kamelet));
  }

  private List<Route> withKamelets() {
    List<Route> all = new ArrayList<>(routes);
    kamelets.values().forEach(kamelet -> all.add(kamelet.route()));
    return all;
  }

  /** Only a decide route is sure to have a call in hand. */
  private void checkJq(Route route) {
    boolean call =
        route.folder() == Folder.DECIDE
            && route.steps().stream().noneMatch(step -> CHANGE_BODY.contains(step.text()));
    for (Route.Expression expression : route.expressions()) {
      Node.Scalar text = expression.text();
      // A kamelet's parameter is looked at where it is given.
      boolean given = text != null && text.text().startsWith("{{");
      if (expression.language().text().equals("jq") && text != null && !given) {
        RouteJq.check(text, call, findings.list());
      }
    }
  }

  private interface Look {
    void at(WorkspaceFile file, Node node);
  }

  private void each(Folder folder, List<Problem> syntax, Look look) {
    for (WorkspaceFile file : workspace.in(folder)) {
      file.yaml(syntax).ifPresent(node -> look.at(file, node));
    }
  }

  private Map<String, Place> places(Folder folder) {
    Map<String, Place> places = new TreeMap<>();
    workspace.in(folder).forEach(file -> places.put(file.name(), Place.of(file.path())));
    return places;
  }
}
