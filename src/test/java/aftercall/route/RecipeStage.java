package aftercall.route;

import static org.assertj.core.api.Assertions.assertThat;

import aftercall.call.CallReader;
import aftercall.call.Reading;
import aftercall.check.Check;
import aftercall.config.Folder;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.delivery.FailureReader;
import aftercall.delivery.Needs;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import aftercall.http.HttpRoom;
import aftercall.intake.Answer;
import aftercall.intake.DoorMeters;
import aftercall.intake.DoorRules;
import aftercall.intake.Intake;
import aftercall.intake.Knock;
import aftercall.journal.Arrival;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import aftercall.mail.MailRoom;
import aftercall.mapping.MappingTests;
import aftercall.mapping.TestResult;
import aftercall.outbox.NewDelivery;
import aftercall.salesforce.SalesforceRoom;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  final List<Arrival> arrived = new ArrayList<>();
  private Ruleset rules;
  private Intake intake;
  private AutoCloseable beans;

  /**
   * @param home a folder of its own for the files that are read from disk
   */
  RecipeStage(String recipe, Path home) throws Exception {
    page = RecipePage.read(recipe);
    workspace = page.over(Workspace.read(Path.of(".")));
    for (Map.Entry<String, String> file : workspace.files().entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    assertThat(Check.all(Workspace.read(home), environment)).isEmpty();
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

  RecipeStage start(Folder... alsoLoad) throws Exception {
    List<Problem> problems = new ArrayList<>();
    rules = InForce.read(workspace, environment, problems);
    assertThat(problems).isEmpty();
    camel.disableJMX();
    camel.build();
    beans =
        new Understudies(List.of(SalesforceRoom.class, MailRoom.class, HttpRoom.class), settings)
            .bind(camel, workspace, InstantSource.system());
    camel.getRegistry().bind("jq", new ListeningJq(text -> ""));
    intake =
        new Intake(
            () -> rules.sources(),
            this::arrive,
            new DoorMeters(new SimpleMeterRegistry()),
            new DoorRules(1_000_000, 0, List.of()),
            InstantSource.system());
    List<FailureReader> failures = List.copyOf(camel.getRegistry().findByType(FailureReader.class));
    RouteHouse house =
        new RouteHouse(camel)
            .with("inbox", new InboxComponent(intake, null))
            .with(
                "outbox",
                new OutboxComponent(
                    new Destinations(),
                    new Deliveries(null, null, null, failures, RecipeStage::near)))
            .with("mapping", new MappingComponent(() -> rules, KeptMappings.NONE));
    for (Folder folder : List.of(Folder.KAMELETS, Folder.DELIVER, Folder.DECIDE)) {
      house.load(workspace.in(folder));
    }
    for (Folder folder : alsoLoad) {
      // The door itself is not here.
      house.load(
          workspace.in(folder).stream().filter(f -> !f.text().contains("platform-http:")).toList());
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
            MappingTests.load(workspace, rules.mappings(), problems)
                .run(body -> ((Reading.Read) reader.read(body, 1)).call()));
    results.addAll(DecideTests.load(workspace, problems).run(rules));
    assertThat(results)
        .filteredOn(result -> page.files().containsKey(result.place().file()))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.differences()).isEmpty());
    assertThat(problems).isEmpty();
  }

  /** What would be done with a call, before any of the recipe's settings is set. */
  Map<String, Outcome> rehearse(String sample) throws Exception {
    Understudies beans =
        new Understudies(
            List.of(SalesforceRoom.class, MailRoom.class, HttpRoom.class),
            Map.of("spring.profiles.active", "aftercall-rehearsal"));
    List<Problem> problems = new ArrayList<>();
    Ruleset laid = InForce.read(workspace, environment, problems);
    byte[] body = Files.readAllBytes(Path.of("config/samples", sample + ".json"));
    try (Rehearsal rehearsal = Rehearsal.open(workspace, laid, beans)) {
      Map<String, Outcome> outcomes = new HashMap<>();
      rehearsal
          .tell("famulor", body)
          .scenes()
          .forEach(scene -> outcomes.put(scene.named().destination(), scene.outcome()));
      return outcomes;
    }
  }

  private CompletableFuture<Receipt> arrive(Arrival arrival) {
    arrived.add(arrival);
    Verdict verdict = arrival.problem() == null ? Verdict.ACCEPTED : Verdict.QUARANTINED;
    return CompletableFuture.completedFuture(new Receipt(verdict, "e1", 1));
  }

  /** What the door answers to a request. */
  int receive(String source, String rest, Map<String, String> headers, byte[] body) {
    Answer answer =
        intake.receive(source, new Knock("POST", rest, "", headers::get, null, body)).join();
    return answer.status();
  }

  ObjectNode read(String source, byte[] body) {
    return ((Reading.Read) rules.reader(source).orElseThrow().read(body, 1)).call();
  }

  /** The destinations the decide route names. */
  List<String> decide(String source, ObjectNode call) {
    return consumer(InboxConsumer.class, InboxConsumer::source, source).ask(call).named().stream()
        .map(Plan.Named::destination)
        .toList();
  }

  /** Takes calls through a deliver route, as one batch. */
  List<Outcome> deliver(String destination, ObjectNode... calls) {
    List<Parcel> parcels = new ArrayList<>();
    for (ObjectNode call : calls) {
      String event = "e" + parcels.size();
      parcels.add(
          new Parcel(NewDelivery.id(event, destination, 0), call.path("person_key").asText(), 1));
    }
    Shipment shipment = new Shipment(destination, parcels);
    consumer(OutboxConsumer.class, OutboxConsumer::destination, destination)
        .carry(shipment, new ArrayList<>(List.of(calls)), null);
    return parcels.stream().map(Parcel::outcome).toList();
  }

  /** What the destination still needs, as the service asks at its start. */
  List<String> missing(String route) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    return Setup.steps(model.getRouteDefinition(route)).stream()
        .flatMap(
            step ->
                camel.getRegistry().findByType(Needs.class).stream()
                    .flatMap(needs -> needs.missing(step).stream()))
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
