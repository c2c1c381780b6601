package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.CallReader;
import io.aftercall.call.ReadResult;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.ExceptionClassifier;
import io.aftercall.destination.Outcome;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.destination.archive.ArchiveConfiguration;
import io.aftercall.destination.http.HttpConfiguration;
import io.aftercall.destination.mail.MailConfiguration;
import io.aftercall.destination.salesforce.SalesforceConfiguration;
import io.aftercall.dryrun.DryRun;
import io.aftercall.dryrun.DryRunBeans;
import io.aftercall.dryrun.RouteTestSuite;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.NewWebhook;
import io.aftercall.lint.Linter;
import io.aftercall.mapping.MappingTestSuite;
import io.aftercall.mapping.TestResult;
import io.aftercall.outbox.NewDelivery;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.reload.HistoricMappings;
import io.aftercall.reload.RouteLoader;
import io.aftercall.routing.DestinationRegistry;
import io.aftercall.routing.RoutingPlan;
import io.aftercall.webhook.WebhookIntake;
import io.aftercall.webhook.WebhookLimits;
import io.aftercall.webhook.WebhookMetrics;
import io.aftercall.webhook.WebhookRequest;
import io.aftercall.webhook.WebhookResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;

/**
 * A recipe laid over the shipped files: looked at by {@code check}, loaded as the service loads it,
 * and delivering for real. Only store and HTTP door are left out; what the intake takes is in
 * {@link #arrived}.
 */
final class RecipeStage implements AutoCloseable {
  private final DefaultCamelContext camel = new DefaultCamelContext(false);
  private final Map<String, Object> settings = new HashMap<>();
  private final RecipePage page;
  private final Workspace workspace;
  private final UnaryOperator<String> environment = name -> "secret";
  final List<NewWebhook> arrived = new ArrayList<>();
  private ConfigSnapshot rules;
  private WebhookIntake webhookIntake;
  private AutoCloseable beans;

  /**
   * @param home a folder of its own for the files that are read from disk
   */
  RecipeStage(String recipe, Path home) throws Exception {
    this(recipe, home, null);
  }

  /**
   * @param added the scheme of a component whose jar the recipe adds and which is not here; null
   *     for none
   */
  RecipeStage(String recipe, Path home, String added) throws Exception {
    page = RecipePage.read(recipe);
    workspace = page.over(Workspace.read(Path.of(".")));
    for (Map.Entry<String, String> file : workspace.files().entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    assertThat(
            Linter.all(Workspace.read(home), environment).stream()
                .filter(
                    problem ->
                        added == null
                            || !problem.code().equals("unknown-component")
                            || !problem.message().contains("'" + added + ":'")))
        .isEmpty();
  }

  RecipeStage with(String setting, String value) {
    settings.put(setting, value);
    camel.getPropertiesComponent().addInitialProperty(setting, value);
    return this;
  }

  RecipeStage with(String scheme, Component component) {
    camel.addComponent(scheme, component);
    return this;
  }

  RecipeStage start(WorkspaceFolder... alsoLoad) throws Exception {
    List<Problem> problems = new ArrayList<>();
    rules = ActiveConfig.read(workspace, environment, problems);
    assertThat(problems).isEmpty();
    camel.disableJMX();
    camel.build();
    beans =
        new DryRunBeans(
                List.of(
                    SalesforceConfiguration.class,
                    MailConfiguration.class,
                    HttpConfiguration.class,
                    ArchiveConfiguration.class),
                settings)
            .bind(camel, workspace, InstantSource.system());
    camel.getRegistry().bind("jq", new TracingJqLanguage(text -> "", true));
    webhookIntake =
        new WebhookIntake(
            () -> rules.sources(),
            this::arrive,
            new WebhookMetrics(new SimpleMeterRegistry()),
            new WebhookLimits(1_000_000, 0, List.of()),
            InstantSource.system());
    List<ExceptionClassifier> failures =
        List.copyOf(camel.getRegistry().findByType(ExceptionClassifier.class));
    RouteLoader house =
        new RouteLoader(camel)
            .with("inbox", new InboxComponent(webhookIntake, null))
            .with(
                "outbox",
                new OutboxComponent(
                    new DestinationRegistry(),
                    new DeliveryContext(null, null, null, failures, RecipeStage::near)))
            .with("mapping", new MappingComponent(() -> rules, HistoricMappings.NONE));
    for (WorkspaceFolder workspaceFolder :
        List.of(WorkspaceFolder.KAMELETS, WorkspaceFolder.DELIVER, WorkspaceFolder.DECIDE)) {
      house.load(workspace.in(workspaceFolder));
    }
    for (WorkspaceFolder workspaceFolder : alsoLoad) {
      // The webhook endpoint itself is not here.
      house.load(
          workspace.in(workspaceFolder).stream()
              .filter(f -> !f.text().contains("platform-http:"))
              .toList());
    }
    camel.start();
    return this;
  }

  /** The stand-ins are on this machine. */
  private static void near(OutboxEndpoint endpoint) {
    endpoint.setAllowIps("127.0.0.1, ::1");
  }

  DefaultCamelContext camel() {
    return camel;
  }

  /** The tests on the page. */
  void assertItsTestsPass() throws Exception {
    List<Problem> problems = new ArrayList<>();
    CallReader reader = rules.reader("famulor").orElseThrow();
    List<TestResult> results =
        new ArrayList<>(
            MappingTestSuite.load(workspace, rules.mappings(), problems)
                .run(body -> ((ReadResult.Read) reader.read(body, 1)).call()));
    results.addAll(RouteTestSuite.load(workspace, problems).run(rules));
    assertThat(results)
        .filteredOn(result -> page.files().containsKey(result.place().file()))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.differences()).isEmpty());
    assertThat(problems).isEmpty();
  }

  /** What would be done with a call, before any of the recipe's settings is set. */
  Map<String, Outcome> dryRun(String sample) throws Exception {
    DryRunBeans beans =
        new DryRunBeans(
            List.of(
                SalesforceConfiguration.class,
                MailConfiguration.class,
                HttpConfiguration.class,
                ArchiveConfiguration.class),
            Map.of("spring.profiles.active", "dry-run"));
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot laid = ActiveConfig.read(workspace, environment, problems);
    byte[] body = Files.readAllBytes(Path.of("config/samples", sample + ".json"));
    try (DryRun dryRun = DryRun.open(workspace, laid, beans)) {
      Map<String, Outcome> outcomes = new HashMap<>();
      dryRun
          .tell("famulor", body)
          .scenes()
          .forEach(
              plannedRecord ->
                  outcomes.put(plannedRecord.named().destination(), plannedRecord.outcome()));
      return outcomes;
    }
  }

  private CompletableFuture<AppendReceipt> arrive(NewWebhook newWebhook) {
    arrived.add(newWebhook);
    AppendResult appendResult =
        newWebhook.problem() == null ? AppendResult.ACCEPTED : AppendResult.QUARANTINED;
    return CompletableFuture.completedFuture(new AppendReceipt(appendResult, "e1", 1));
  }

  /** What the webhook endpoint answers to a request. */
  int receive(String source, String rest, Map<String, String> headers, byte[] body) {
    WebhookResponse webhookResponse =
        webhookIntake
            .receive(source, new WebhookRequest("POST", rest, "", headers::get, null, body))
            .join();
    return webhookResponse.status();
  }

  ObjectNode read(String source, byte[] body) {
    return ((ReadResult.Read) rules.reader(source).orElseThrow().read(body, 1)).call();
  }

  /** The destinations the decide route names. */
  List<String> decide(String source, ObjectNode call) {
    return consumer(InboxConsumer.class, InboxConsumer::source, source)
        .ask(call)
        .plannedDeliveries()
        .stream()
        .map(RoutingPlan.PlannedDelivery::destination)
        .toList();
  }

  /** Takes calls through a deliver route, as one batch. */
  List<Outcome> deliver(String destination, ObjectNode... calls) {
    List<DeliveryItem> deliveryItems = new ArrayList<>();
    for (ObjectNode call : calls) {
      String event = "e" + deliveryItems.size();
      deliveryItems.add(
          new DeliveryItem(
              NewDelivery.id(event, destination, 0), call.path("person_key").asText(), 1));
    }
    DeliveryBatch deliveryBatch = new DeliveryBatch(destination, deliveryItems);
    consumer(OutboxConsumer.class, OutboxConsumer::destination, destination)
        .process(deliveryBatch, new ArrayList<>(List.of(calls)), null, Map.of());
    return deliveryItems.stream().map(DeliveryItem::outcome).toList();
  }

  /** What the destination still needs, as the service asks at its start. */
  List<String> missing(String route) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    return DestinationSwitches.steps(model.getRouteDefinition(route)).stream()
        .flatMap(
            step ->
                camel.getRegistry().findByType(RequiredSettings.class).stream()
                    .flatMap(requiredSettings -> requiredSettings.missing(step).stream()))
        .distinct()
        .toList();
  }

  private <T extends Consumer> T consumer(
      Class<T> type, java.util.function.Function<T, String> name, String wanted) {
    return camel.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(consumer -> name.apply(consumer).equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws Exception {
    camel.stop();
    if (beans != null) {
      beans.close();
    }
  }
}
