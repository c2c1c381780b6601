package io.aftercall.lint;

import io.aftercall.config.BoundedParsing;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.destination.mail.TemplateCheck;
import io.aftercall.dryrun.RouteTestSuite;
import io.aftercall.mapping.MappingTestSuite;
import io.aftercall.mapping.Mappings;
import io.aftercall.mapping.RouteJq;
import io.aftercall.routing.DecideTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Everything that is wrong with an installation's files, at once. */
public final class Linter {
  private static final List<WorkspaceFolder> ROUTES =
      List.of(WorkspaceFolder.RECEIVE, WorkspaceFolder.DECIDE, WorkspaceFolder.DELIVER);

  private static final Set<String> CHANGE_BODY = Set.of("setBody", "transform", "split");

  private final Workspace workspace;
  private final ProblemCollector problemCollector = new ProblemCollector();
  private final CamelDslCatalog camel = new CamelDslCatalog();
  private final LiteralSecretCheck secrets = new LiteralSecretCheck(problemCollector);
  private final DecideRoutePurityCheck rules = new DecideRoutePurityCheck(problemCollector);
  private final List<RouteModel> routeModels = new ArrayList<>();
  private final Map<String, KameletModel> kameletModels = new TreeMap<>();

  private Linter(Workspace workspace) {
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
    return BoundedParsing.of(
            workspace.files().size(),
            () -> new Linter(workspace).run(environment),
            late -> List.of(late))
        .stream()
        .map(problem -> problem.code().equals("missing-secret") ? problem.asWarning() : problem)
        .toList();
  }

  private List<Problem> run(UnaryOperator<String> environment) {
    problemCollector.list().addAll(workspace.problems());
    Sources sources = Sources.load(workspace, environment, problemCollector.list());
    Mappings mappings = Mappings.load(workspace, problemCollector.list());
    MappingTestSuite.load(workspace, mappings, problemCollector.list());
    RouteTestSuite.load(workspace, problemCollector.list());
    workspace.files().forEach(secrets::checkText);
    // What is wrong with the syntax of settings is Spring's to say.
    each(
        WorkspaceFolder.SETTINGS,
        new ArrayList<>(),
        (file, yamlNode) -> secrets.checkKeys(yamlNode));
    for (WorkspaceFolder workspaceFolder : ROUTES) {
      each(
          workspaceFolder,
          problemCollector.list(),
          (file, yamlNode) -> readRoute(workspaceFolder, yamlNode));
    }
    each(WorkspaceFolder.KAMELETS, problemCollector.list(), this::readKamelet);
    checkPaths(sources);
    EndpointOptionCheck endpointOptionCheck =
        new EndpointOptionCheck(camel, kameletModels, workspace, problemCollector);
    PrivateAddressCheck inside = new PrivateAddressCheck(problemCollector);
    for (RouteModel routeModel : withKamelets()) {
      endpointOptionCheck.check(routeModel);
      inside.check(routeModel);
      rules.check(routeModel);
      checkJq(routeModel);
    }
    workspace
        .in(WorkspaceFolder.MAPPINGS)
        .forEach(new DataSharingCheck(routeModels, problemCollector)::check);
    workspace
        .in(WorkspaceFolder.MAPPINGS)
        .forEach(new ContactDeclarationCheck(routeModels, problemCollector)::check);
    ScalarsAsWritten scalars = new ScalarsAsWritten(problemCollector);
    each(WorkspaceFolder.MAPPINGS, new ArrayList<>(), (file, yamlNode) -> scalars.check(yamlNode));
    WriteModeCheck writes = new WriteModeCheck(routeModels, kameletModels, problemCollector);
    each(
        WorkspaceFolder.MAPPINGS,
        new ArrayList<>(),
        (file, yamlNode) -> writes.check(file.name(), yamlNode));
    problemCollector.list().addAll(TemplateCheck.problems(workspace));
    checkDecisions(sources);
    new ReferenceCheck(routeModels, problemCollector)
        .check(places(WorkspaceFolder.SOURCES), places(WorkspaceFolder.MAPPINGS));
    return problemCollector.sorted();
  }

  private void checkPaths(Sources sources) {
    SourceReachability seen = new SourceReachability(routeModels, sources);
    CallPaths paths = new CallPaths(sources.all(), problemCollector);
    ConstantComparisonCheck constantComparisonCheck = new ConstantComparisonCheck(problemCollector);
    LookupKeyCheck keys = new LookupKeyCheck(problemCollector);
    for (WorkspaceFile file : workspace.in(WorkspaceFolder.DECIDE)) {
      paths.check(file, seen.ofDecide(file.path()));
      constantComparisonCheck.check(file, seen.ofDecide(file.path()));
    }
    for (WorkspaceFile file : workspace.in(WorkspaceFolder.MAPPINGS)) {
      paths.check(file, seen.ofMapping(file.name()));
      constantComparisonCheck.check(file, seen.ofMapping(file.name()));
      file.yaml(new ArrayList<>())
          .ifPresent(yamlNode -> keys.check(yamlNode, seen.ofMapping(file.name())));
    }
  }

  private void checkDecisions(Sources sources) {
    SourceReachability seen = new SourceReachability(routeModels, sources);
    DecideBranches branches = new DecideBranches(problemCollector);
    ConditionProbes probes = new ConditionProbes(workspace, seen, problemCollector);
    SuppressionOrder order = new SuppressionOrder(workspace, seen, problemCollector);
    for (DecideTree tree : DecideTree.all(workspace)) {
      branches.check(tree);
      probes.check(tree);
      order.check(tree);
    }
  }

  private void readRoute(WorkspaceFolder workspaceFolder, YamlNode yamlNode) {
    secrets.checkKeys(yamlNode);
    if (workspaceFolder == WorkspaceFolder.DECIDE) {
      rules.checkTexts(yamlNode);
    }
    routeModels.addAll(new RouteReader(camel, problemCollector).read(yamlNode, workspaceFolder));
  }

  private void readKamelet(WorkspaceFile file, YamlNode yamlNode) {
    secrets.checkKeys(yamlNode);
    new KameletReader(camel, problemCollector)
        .read(file, yamlNode)
        .ifPresent(kameletModel -> kameletModels.put(kameletModel.name(), kameletModel));
  }

  private List<RouteModel> withKamelets() {
    List<RouteModel> all = new ArrayList<>(routeModels);
    kameletModels.values().forEach(kameletModel -> all.add(kameletModel.route()));
    return all;
  }

  /** Only a decide route is sure to have a call in hand. */
  private void checkJq(RouteModel routeModel) {
    boolean call =
        routeModel.folder() == WorkspaceFolder.DECIDE
            && routeModel.steps().stream().noneMatch(step -> CHANGE_BODY.contains(step.text()));
    for (RouteModel.Expression expression : routeModel.expressions()) {
      YamlNode.Scalar text = expression.text();
      checkLanguage(expression.language());
      // A kamelet's parameter is looked at where it is given.
      boolean given = text != null && text.text().startsWith("{{");
      if (expression.language().text().equals("jq") && text != null && !given) {
        RouteJq.check(text, call, problemCollector.list());
      }
    }
  }

  private void checkLanguage(YamlNode.Scalar language) {
    String name = language.text();
    if (!name.equals("language") && !EndpointRef.isOpen(name) && !CamelParts.hasLanguage(name)) {
      problemCollector.error(
          language.place(),
          "unknown-language",
          "there is no language '" + name + "'",
          "it does not come with the service; write jq: or simple:");
    }
  }

  private interface Look {
    void at(WorkspaceFile file, YamlNode yamlNode);
  }

  private void each(WorkspaceFolder workspaceFolder, List<Problem> syntax, Look look) {
    for (WorkspaceFile file : workspace.in(workspaceFolder)) {
      file.yaml(syntax).ifPresent(yamlNode -> look.at(file, yamlNode));
    }
  }

  private Map<String, SourceLocation> places(WorkspaceFolder workspaceFolder) {
    Map<String, SourceLocation> sourceLocations = new TreeMap<>();
    workspace
        .in(workspaceFolder)
        .forEach(file -> sourceLocations.put(file.name(), SourceLocation.of(file.path())));
    return sourceLocations;
  }
}
