package aftercall.route;

import aftercall.call.CallReader;
import aftercall.call.Reading;
import aftercall.config.Folder;
import aftercall.config.Workspace;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;

/**
 * The very routes of a workspace in a Camel context of their own, with every step that leads
 * outside captured: what would happen with a call, without store, door or network.
 */
public final class Rehearsal implements AutoCloseable {
  private final CamelContext camel;
  private final Ruleset rules;
  private final Map<String, InboxConsumer> questions;
  private final Map<String, OutboxConsumer> senders;

  /**
   * What a body would become.
   *
   * @param call null when the body was not understood
   * @param problem why it was not understood, or empty
   * @param state where the event would end, in small letters
   * @param reason why it would be held or ignored, or empty
   */
  public record Story(
      ObjectNode call, String problem, String state, String reason, List<Scene> scenes) {}

  /**
   * One record that would be sent, or the reason why not.
   *
   * @param record as it leaves the house, with the person and account still unknown to us left out
   */
  public record Scene(
      String destination, int ordinal, ObjectNode record, String outcome, String reason) {}

  /** Binds the beans that kamelets name, as the service does. */
  public interface Beans {
    void bind(Registry registry);
  }

  private Rehearsal(CamelContext camel, Ruleset rules) {
    this.camel = camel;
    this.rules = rules;
    questions = byName(InboxConsumer.class, InboxConsumer::source);
    senders = byName(OutboxConsumer.class, OutboxConsumer::destination);
  }

  public static Rehearsal open(Workspace workspace, Ruleset rules, Beans beans) throws Exception {
    return open(workspace, rules, beans, List.of(Folder.KAMELETS, Folder.DELIVER, Folder.DECIDE));
  }

  /** Only the decide routes: a story ends with the destinations, and nothing needs beans. */
  public static Rehearsal ofDecisions(Workspace workspace, Ruleset rules) throws Exception {
    return open(workspace, rules, registry -> {}, List.of(Folder.DECIDE));
  }

  private static Rehearsal open(
      Workspace workspace, Ruleset rules, Beans beans, List<Folder> folders) throws Exception {
    DefaultCamelContext camel = new DefaultCamelContext(false);
    camel.disableJMX();
    beans.bind(camel.getRegistry());
    RouteHouse house =
        new RouteHouse(camel)
            .with("inbox", new InboxComponent(null, null))
            .with("outbox", new OutboxComponent(new Destinations(), Deliveries.none()))
            .with("mapping", new MappingComponent(() -> rules))
            .dry();
    for (Folder folder : folders) {
      house.load(workspace.in(folder));
    }
    camel.start();
    return new Rehearsal(camel, rules);
  }

  /** Takes one body of a source all the way. */
  public Story tell(String sourceName, byte[] body) {
    CallReader reader =
        rules
            .reader(sourceName)
            .orElseThrow(() -> new IllegalArgumentException("there is no source " + sourceName));
    Reading reading = reader.read(body, 1);
    if (reading instanceof Reading.NotUnderstood not) {
      return new Story(null, "the body " + not.why(), "quarantined", "", List.of());
    }
    return tell(sourceName, ((Reading.Read) reading).call());
  }

  /** The same for a call that was read before. */
  public Story tell(String sourceName, ObjectNode call) {
    InboxConsumer question = questions.get(sourceName);
    if (question == null) {
      return new Story(
          call, "", "held", "no decide route starts from inbox:" + sourceName, List.of());
    }
    Plan plan = question.ask(call);
    List<Scene> scenes = plan.named().stream().map(named -> scene(named, call)).toList();
    return new Story(call, "", plan.state().name().toLowerCase(Locale.ROOT), plan.reason(), scenes);
  }

  private Scene scene(Plan.Named named, ObjectNode call) {
    String destination = named.destination();
    OutboxConsumer sender = senders.get(destination);
    if (sender == null) {
      String reason = "no deliver route starts from outbox:" + destination;
      return new Scene(destination, named.ordinal(), null, "held", reason);
    }
    String id = "rehearsal." + destination + "." + named.ordinal();
    Parcel parcel = new Parcel(id, call.path("person_key").asText(), 1);
    sender.carry(new Shipment(destination, List.of(parcel)), new ArrayList<>(List.of(call)));
    return new Scene(
        destination,
        named.ordinal(),
        parcel.record(),
        parcel.outcome().name(),
        parcel.outcome().reason());
  }

  private <T extends Consumer> Map<String, T> byName(Class<T> type, Function<T, String> name) {
    return camel.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(type::isInstance)
        .map(type::cast)
        .collect(Collectors.toMap(name, consumer -> consumer));
  }

  @Override
  public void close() {
    camel.stop();
  }
}
