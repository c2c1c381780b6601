package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.Protection;
import io.aftercall.call.ReadResult;
import io.aftercall.call.StoredRequest;
import io.aftercall.camel.ConditionLocations;
import io.aftercall.camel.DeliveryContext;
import io.aftercall.camel.InboxComponent;
import io.aftercall.camel.InboxConsumer;
import io.aftercall.camel.MappingComponent;
import io.aftercall.camel.OutboxComponent;
import io.aftercall.camel.OutboxConsumer;
import io.aftercall.camel.TracingJqLanguage;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
import io.aftercall.mapping.Trace;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.person.ContactPolicy;
import io.aftercall.person.OptOut;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.HistoricMappings;
import io.aftercall.reload.RouteLoader;
import io.aftercall.routing.DecideTree;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.NotChosen;
import io.aftercall.routing.RoutingDecision;
import io.aftercall.routing.RoutingPlan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The very routes of a workspace in a Camel context of their own, with every step that leads
 * outside captured: what would happen with a call, without store, door or network.
 */
public final class DryRun implements AutoCloseable {
  private final CamelContext camel;
  private final AutoCloseable beans;
  private final ConfigSnapshot rules;
  private final boolean quiet;
  private final List<DecideTree> trees;
  private final Map<String, InboxConsumer> questions;
  private final Map<String, OutboxConsumer> senders;

  private volatile BiFunction<ObjectNode, ContactPolicy, Optional<String>> suppressions =
      (call, policy) -> Optional.empty();

  private static final List<WorkspaceFolder> ALL =
      List.of(WorkspaceFolder.KAMELETS, WorkspaceFolder.DELIVER, WorkspaceFolder.DECIDE);

  private interface Beans {
    AutoCloseable bind(CamelContext camel);
  }

  private DryRun(
      CamelContext camel,
      AutoCloseable beans,
      ConfigSnapshot rules,
      boolean quiet,
      List<DecideTree> trees) {
    this.camel = camel;
    this.trees = trees;
    this.beans = beans;
    this.rules = rules;
    this.quiet = quiet;
    questions = byName(InboxConsumer.class, InboxConsumer::source);
    senders = byName(OutboxConsumer.class, OutboxConsumer::destination);
  }

  public static DryRun open(Workspace workspace, ConfigSnapshot rules, DryRunBeans beans)
      throws Exception {
    return open(
        workspace,
        rules,
        camel -> beans.bind(camel, workspace, InstantSource.system()),
        ALL,
        false);
  }

  /** Says what would be sent and not why, which is quicker; at a time of its own. */
  static DryRun quiet(
      Workspace workspace, ConfigSnapshot rules, DryRunBeans beans, InstantSource clock)
      throws Exception {
    return open(workspace, rules, camel -> beans.bind(camel, workspace, clock), ALL, true);
  }

  /** Only the decide routes: a story ends with the destinations, and nothing needs beans. */
  public static DryRun ofDecisions(Workspace workspace, ConfigSnapshot rules) throws Exception {
    return open(workspace, rules, camel -> () -> {}, List.of(WorkspaceFolder.DECIDE), false);
  }

  private static DryRun open(
      Workspace workspace,
      ConfigSnapshot rules,
      Beans beans,
      List<WorkspaceFolder> workspaceFolders,
      boolean quiet)
      throws Exception {
    DefaultCamelContext camel = new DefaultCamelContext(false);
    camel.disableJMX();
    camel.build();
    camel
        .getRegistry()
        .bind("jq", new TracingJqLanguage(new ConditionLocations(workspace)::of, !quiet));
    AutoCloseable bound = beans.bind(camel);
    try {
      RouteLoader house =
          new RouteLoader(camel)
              .with("inbox", new InboxComponent(null, null))
              .with(
                  "outbox", new OutboxComponent(new DestinationRegistry(), DeliveryContext.none()))
              .with("mapping", new MappingComponent(() -> rules, HistoricMappings.NONE))
              .intercept(new OutboundInterceptor());
      for (WorkspaceFolder workspaceFolder : workspaceFolders) {
        house.load(workspace.in(workspaceFolder));
      }
      camel.start();
    } catch (Exception e) {
      camel.stop();
      bound.close();
      throw e;
    }
    List<DecideTree> trees = quiet ? List.of() : DecideTree.all(workspace);
    return new DryRun(camel, bound, rules, quiet, trees);
  }

  /**
   * @param known why the customer of a call must not be contacted by such a destination
   */
  DryRun withSuppressions(BiFunction<ObjectNode, ContactPolicy, Optional<String>> known) {
    suppressions = known;
    return this;
  }

  /** Takes one body of a source all the way. */
  public DryRunReport tell(String sourceName, byte[] body) {
    return tell(sourceName, body, 1);
  }

  /** The same for a body that is not the first one about its call. */
  public DryRunReport tell(String sourceName, byte[] body, int revision) {
    return tell(sourceName, StoredRequest.of(body, revision));
  }

  /** The same for a stored request. */
  public DryRunReport tell(String sourceName, StoredRequest request) {
    return tell(sourceName, request, DryRunAnswers.none());
  }

  /** The same, with what the outside would answer. */
  public DryRunReport tell(String sourceName, StoredRequest request, DryRunAnswers answers) {
    if (rules.reader(sourceName).isEmpty()) {
      throw new IllegalArgumentException("there is no source " + sourceName);
    }
    return told(decide(sourceName, request), answers);
  }

  /** The same for a call that was read before. */
  public DryRunReport tell(String sourceName, ObjectNode call) {
    return told(decide(sourceName, call), DryRunAnswers.none());
  }

  private DryRunReport told(RoutingDecision routingDecision, DryRunAnswers answers) {
    return DryRunReport.of(
        routingDecision,
        routingDecision.named().stream()
            .map(plannedDelivery -> scene(plannedDelivery, routingDecision.call(), answers))
            .toList());
  }

  /** Only as far as the destinations. */
  RoutingDecision decide(String sourceName, byte[] body, int revision) {
    return decide(sourceName, StoredRequest.of(body, revision));
  }

  private RoutingDecision decide(String sourceName, StoredRequest request) {
    CallReader reader = rules.reader(sourceName).orElse(null);
    if (reader == null) {
      return RoutingDecision.notUnderstood(
          "there is no source config/sources/" + sourceName + ".yaml");
    }
    ReadResult readResult = reader.read(request);
    if (readResult instanceof ReadResult.NotUnderstood not) {
      return RoutingDecision.notUnderstood("the body " + not.why());
    }
    ObjectNode call = ((ReadResult.Read) readResult).call();
    return isTest(sourceName, call) ? RoutingDecision.ofTest(call) : decide(sourceName, call);
  }

  private RoutingDecision decide(String sourceName, ObjectNode call) {
    InboxConsumer question = questions.get(sourceName);
    if (question == null) {
      return RoutingDecision.held(call, "no decide route starts from inbox:" + sourceName);
    }
    RoutingPlan routingPlan = question.ask(call);
    return new RoutingDecision(
        call,
        "",
        routingPlan.state().text(),
        routingPlan.reason(),
        routingPlan.rules(),
        routingPlan.plannedDeliveries(),
        quiet ? List.of() : notChosen(sourceName, routingPlan));
  }

  private List<NotChosen> notChosen(String source, RoutingPlan routingPlan) {
    String ended =
        routingPlan.plannedDeliveries().isEmpty() && !routingPlan.reason().isEmpty()
            ? "the call is " + routingPlan.state().text() + ": " + routingPlan.reason()
            : "";
    return trees.stream()
        .filter(tree -> tree.source().equals(source))
        .findFirst()
        .map(
            tree ->
                NotChosen.of(
                    tree,
                    routingPlan.rules(),
                    NotChosen.names(routingPlan.plannedDeliveries()),
                    ended))
        .orElse(List.of());
  }

  private boolean isTest(String source, ObjectNode call) {
    String phone = call.path("customer_phone_raw").asText(null);
    return rules
        .sources()
        .find(source)
        .filter(one -> one.testCalls().include(call.path("id").asText(null), phone))
        .isPresent();
  }

  /** What one of those destinations would be sent. */
  DryRunReport.PlannedRecord scene(RoutingPlan.PlannedDelivery plannedDelivery, ObjectNode call) {
    return scene(plannedDelivery, call, DryRunAnswers.none());
  }

  private DryRunReport.PlannedRecord scene(
      RoutingPlan.PlannedDelivery plannedDelivery, ObjectNode call, DryRunAnswers answers) {
    String destination = plannedDelivery.destination();
    OutboxConsumer sender = senders.get(destination);
    if (sender == null) {
      String reason = "no deliver route starts from outbox:" + destination;
      return new DryRunReport.PlannedRecord(
          plannedDelivery, null, new Outcome.Rejected(reason, ""), null, List.of());
    }
    Optional<String> suppressed = suppressed(call, sender.contact());
    if (suppressed.isPresent()) {
      return new DryRunReport.PlannedRecord(
          plannedDelivery, null, new Outcome.Suppressed(suppressed.get()), null, List.of());
    }
    String id = NewDelivery.id("dry-run", destination, plannedDelivery.ordinal());
    DeliveryItem deliveryItem = new DeliveryItem(id, call.path("person_key").asText(), 1);
    List<Trace> traces = new ArrayList<>();
    DryRunConversation told = new DryRunConversation(answers);
    sender.process(
        new DeliveryBatch(destination, List.of(deliveryItem)),
        new ArrayList<>(List.of(call)),
        quiet ? null : traces::add,
        quiet ? Map.of() : Map.of(DryRunConversation.PROPERTY, told));
    Trace trace = traces.isEmpty() ? null : traces.get(traces.size() - 1);
    return new DryRunReport.PlannedRecord(
        plannedDelivery, deliveryItem.record(), deliveryItem.outcome(), trace, told.requests());
  }

  /** By what the call itself says, and by what is known of its person. */
  private Optional<String> suppressed(ObjectNode call, ContactPolicy policy) {
    List<Protection> protections =
        rules
            .sources()
            .find(call.path("source").asText())
            .map(source -> source.rules().protections())
            .orElseGet(() -> Protection.shipped(List.of()));
    return OptOut.in(call, protections).stream()
        .filter(optOut -> policy.stoppedBy(optOut.scope()))
        .map(OptOut::reason)
        .findFirst()
        .or(() -> suppressions.apply(call, policy));
  }

  private <T extends Consumer> Map<String, T> byName(Class<T> type, Function<T, String> name) {
    return camel.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(type::isInstance)
        .map(type::cast)
        .collect(Collectors.toMap(name, consumer -> consumer));
  }

  /** For a process that ends anyway: clients that nobody asked take half a second to stop. */
  public void closeAside() {
    Thread closing = new Thread(this::close, "dry-run-close");
    closing.setDaemon(true);
    closing.start();
  }

  @Override
  public void close() {
    camel.stop();
    try {
      beans.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
