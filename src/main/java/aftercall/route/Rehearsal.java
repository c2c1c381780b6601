package aftercall.route;

import aftercall.call.CallReader;
import aftercall.call.Reading;
import aftercall.config.Folder;
import aftercall.config.Workspace;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import aftercall.mapping.Trace;
import aftercall.outbox.NewDelivery;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
public final class Rehearsal implements AutoCloseable {
  private final CamelContext camel;
  private final AutoCloseable beans;
  private final Ruleset rules;
  private final boolean quiet;
  private final Map<String, InboxConsumer> questions;
  private final Map<String, OutboxConsumer> senders;

  private static final List<Folder> ALL = List.of(Folder.KAMELETS, Folder.DELIVER, Folder.DECIDE);

  private interface Beans {
    AutoCloseable bind(CamelContext camel);
  }

  private Rehearsal(CamelContext camel, AutoCloseable beans, Ruleset rules, boolean quiet) {
    this.camel = camel;
    this.beans = beans;
    this.rules = rules;
    this.quiet = quiet;
    questions = byName(InboxConsumer.class, InboxConsumer::source);
    senders = byName(OutboxConsumer.class, OutboxConsumer::destination);
  }

  public static Rehearsal open(Workspace workspace, Ruleset rules, Understudies beans)
      throws Exception {
    return open(
        workspace,
        rules,
        camel -> beans.bind(camel, workspace, InstantSource.system()),
        ALL,
        false);
  }

  /** Says what would be sent and not why, which is quicker; at a time of its own. */
  static Rehearsal quiet(
      Workspace workspace, Ruleset rules, Understudies beans, InstantSource clock)
      throws Exception {
    return open(workspace, rules, camel -> beans.bind(camel, workspace, clock), ALL, true);
  }

  /** Only the decide routes: a story ends with the destinations, and nothing needs beans. */
  public static Rehearsal ofDecisions(Workspace workspace, Ruleset rules) throws Exception {
    return open(workspace, rules, camel -> () -> {}, List.of(Folder.DECIDE), false);
  }

  private static Rehearsal open(
      Workspace workspace, Ruleset rules, Beans beans, List<Folder> folders, boolean quiet)
      throws Exception {
    DefaultCamelContext camel = new DefaultCamelContext(false);
    camel.disableJMX();
    camel.build();
    if (!quiet) {
      camel.getRegistry().bind("jq", new ListeningJq(new RulePlaces(workspace)::of));
    }
    AutoCloseable bound = beans.bind(camel);
    try {
      RouteHouse house =
          new RouteHouse(camel)
              .with("inbox", new InboxComponent(null, null))
              .with("outbox", new OutboxComponent(new Destinations(), Deliveries.none()))
              .with("mapping", new MappingComponent(() -> rules, KeptMappings.NONE))
              .dry();
      for (Folder folder : folders) {
        house.load(workspace.in(folder));
      }
      camel.start();
    } catch (Exception e) {
      camel.stop();
      bound.close();
      throw e;
    }
    return new Rehearsal(camel, bound, rules, quiet);
  }

  /** Takes one body of a source all the way. */
  public Story tell(String sourceName, byte[] body) {
    return tell(sourceName, body, 1);
  }

  /** The same for a body that is not the first one about its call. */
  public Story tell(String sourceName, byte[] body, int revision) {
    if (rules.reader(sourceName).isEmpty()) {
      throw new IllegalArgumentException("there is no source " + sourceName);
    }
    return told(decide(sourceName, body, revision));
  }

  /** The same for a call that was read before. */
  public Story tell(String sourceName, ObjectNode call) {
    return told(decide(sourceName, call));
  }

  private Story told(Decided decided) {
    return decided.with(
        decided.named().stream().map(named -> scene(named, decided.call())).toList());
  }

  /** Only as far as the destinations. */
  Decided decide(String sourceName, byte[] body, int revision) {
    CallReader reader = rules.reader(sourceName).orElse(null);
    if (reader == null) {
      return Decided.notUnderstood("there is no source config/sources/" + sourceName + ".yaml");
    }
    Reading reading = reader.read(body, revision);
    if (reading instanceof Reading.NotUnderstood not) {
      return Decided.notUnderstood("the body " + not.why());
    }
    ObjectNode call = ((Reading.Read) reading).call();
    return isTest(sourceName, call) ? Decided.ofTest(call) : decide(sourceName, call);
  }

  private Decided decide(String sourceName, ObjectNode call) {
    InboxConsumer question = questions.get(sourceName);
    if (question == null) {
      return Decided.held(call, "no decide route starts from inbox:" + sourceName);
    }
    Plan plan = question.ask(call);
    return new Decided(call, "", plan.state().text(), plan.reason(), plan.rules(), plan.named());
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
  Story.Scene scene(Plan.Named named, ObjectNode call) {
    String destination = named.destination();
    OutboxConsumer sender = senders.get(destination);
    if (sender == null) {
      String reason = "no deliver route starts from outbox:" + destination;
      return new Story.Scene(named, null, new Outcome.Refused(reason, ""), null);
    }
    String id = NewDelivery.id("rehearsal", destination, named.ordinal());
    Parcel parcel = new Parcel(id, call.path("person_key").asText(), 1);
    List<Trace> traces = new ArrayList<>();
    sender.carry(
        new Shipment(destination, List.of(parcel)),
        new ArrayList<>(List.of(call)),
        quiet ? null : traces::add);
    Trace trace = traces.isEmpty() ? null : traces.get(traces.size() - 1);
    return new Story.Scene(named, parcel.record(), parcel.outcome(), trace);
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
    try {
      beans.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
