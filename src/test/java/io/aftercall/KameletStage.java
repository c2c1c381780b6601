package io.aftercall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.AllowedNetworks;
import io.aftercall.destination.DeliveryBatch;
import io.aftercall.destination.DeliveryItem;
import io.aftercall.destination.Outcome;
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

/** The shipped kamelets in a plain Camel context, fed with batches as the outbox feeds them. */
public final class KameletStage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DefaultCamelContext context = new DefaultCamelContext();
  private AllowedNetworks allowedNetworks = AllowedNetworks.PUBLIC;

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
    allowedNetworks = AllowedNetworks.parse(allowIps).orElseThrow();
    return this;
  }

  public DefaultCamelContext context() {
    return context;
  }

  public Exchange deliver(DeliveryBatch deliveryBatch) {
    return deliver(deliveryBatch, Map.of());
  }

  /** Sends the open records, with headers a stranger might have smuggled in. */
  public Exchange deliver(DeliveryBatch deliveryBatch, Map<String, Object> headers) {
    List<ObjectNode> records = deliveryBatch.open().stream().map(DeliveryItem::record).toList();
    return context
        .createFluentProducerTemplate()
        .to("direct:deliver")
        .withProcessor(
            exchange -> {
              exchange.setProperty(DeliveryBatch.PROPERTY, deliveryBatch);
              exchange.setProperty(AllowedNetworks.PROPERTY, allowedNetworks);
              exchange.getMessage().setBody(records.size() == 1 ? records.get(0) : records);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            })
        .send();
  }

  /** A batch of first attempts; delivery ids are {@code e1.test.0}, {@code e2.test.0}, … */
  public static DeliveryBatch batch(String... records) throws JsonProcessingException {
    List<DeliveryItem> deliveryItems = new ArrayList<>();
    for (String record : records) {
      deliveryItems.add(item("e" + (deliveryItems.size() + 1) + ".test.0", 1, record));
    }
    return new DeliveryBatch("test", deliveryItems);
  }

  public static DeliveryItem item(String deliveryId, int attempt, String record)
      throws JsonProcessingException {
    ObjectNode tree = (ObjectNode) JSON.readTree(record);
    DeliveryItem deliveryItem =
        new DeliveryItem(deliveryId, tree.path("_person").asText("p1"), attempt);
    deliveryItem.record(tree, "v1");
    return deliveryItem;
  }

  /** In the order of the items; null for one that is still open. */
  public static List<Outcome> outcomes(DeliveryBatch deliveryBatch) {
    return deliveryBatch.items().stream().map(DeliveryItem::outcome).toList();
  }

  @Override
  public void close() throws Exception {
    context.close();
  }
}
