package aftercall;

import aftercall.config.Reach;
import aftercall.delivery.Outcome;
import aftercall.delivery.Parcel;
import aftercall.delivery.Shipment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped kamelets in a plain Camel context, fed with shipments as the outbox feeds them. */
public final class KameletStage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DefaultCamelContext context = new DefaultCamelContext();
  private Reach reach = Reach.PUBLIC;

  private KameletStage(Map<String, Object> beans) {
    beans.forEach(context.getRegistry()::bind);
    KameletComponent kamelets = new KameletComponent();
    kamelets.setLocation("file:routes/kamelets");
    context.addComponent("kamelet", kamelets);
  }

  /** The same with a step as it stands in a route file, with {@code parameters}. */
  public static KameletStage ofStep(
      Map<String, Object> beans, String uri, Map<String, String> parameters) throws Exception {
    KameletStage stage = new KameletStage(beans);
    ArrayNode file = JSON.createArrayNode();
    ObjectNode from = file.addObject().putObject("route").putObject("from");
    ObjectNode step =
        from.put("uri", "direct:deliver").putArray("steps").addObject().putObject("to");
    step.put("uri", uri).set("parameters", JSON.valueToTree(parameters));
    stage.context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    // JSON is YAML.
    PluginHelper.getRoutesLoader(stage.context)
        .loadRoutes(ResourceHelper.fromString("route.yaml", file.toString()));
    stage.context.start();
    return stage;
  }

  /**
   * @param beans the beans behind the kamelets, by name
   * @param to what the deliver route calls, one after the other
   */
  public KameletStage(Map<String, Object> beans, String... to) throws Exception {
    this(beans);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:deliver").to(to);
          }
        });
    context.start();
  }

  /** From now on deliveries may go to these addresses too. */
  public KameletStage reaching(String allowIps) {
    reach = Reach.parse(allowIps).orElseThrow();
    return this;
  }

  public DefaultCamelContext context() {
    return context;
  }

  public Exchange deliver(Shipment shipment) {
    return deliver(shipment, Map.of());
  }

  /** Sends the open records, with headers a stranger might have smuggled in. */
  public Exchange deliver(Shipment shipment, Map<String, Object> headers) {
    List<ObjectNode> records = shipment.open().stream().map(Parcel::record).toList();
    return context
        .createFluentProducerTemplate()
        .to("direct:deliver")
        .withProcessor(
            exchange -> {
              exchange.setProperty(Shipment.PROPERTY, shipment);
              exchange.setProperty(Reach.PROPERTY, reach);
              exchange.getMessage().setBody(records.size() == 1 ? records.get(0) : records);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            })
        .send();
  }

  /** A shipment of first attempts; delivery ids are {@code e1.test.0}, {@code e2.test.0}, … */
  public static Shipment shipment(String... records) throws JsonProcessingException {
    List<Parcel> parcels = new ArrayList<>();
    for (String record : records) {
      parcels.add(parcel("e" + (parcels.size() + 1) + ".test.0", 1, record));
    }
    return new Shipment("test", parcels);
  }

  public static Parcel parcel(String deliveryId, int attempt, String record)
      throws JsonProcessingException {
    ObjectNode tree = (ObjectNode) JSON.readTree(record);
    Parcel parcel = new Parcel(deliveryId, tree.path("_person").asText("p1"), attempt);
    parcel.record(tree, "v1");
    return parcel;
  }

  /** In the order of the parcels; null for one that is still open. */
  public static List<Outcome> outcomes(Shipment shipment) {
    return shipment.parcels().stream().map(Parcel::outcome).toList();
  }

  @Override
  public void close() throws Exception {
    context.close();
  }
}
