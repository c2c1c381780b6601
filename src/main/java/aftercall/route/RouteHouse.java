package aftercall.route;

import aftercall.config.Folder;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.LoggingLevel;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes a Camel context ours: the three components, a silent error handler, and the route files of
 * a workspace.
 */
final class RouteHouse {
  /** Destinations open before anything is decided, decisions before anything comes in. */
  private static final List<Folder> IN_ORDER =
      List.of(Folder.KAMELETS, Folder.DELIVER, Folder.DECIDE, Folder.RECEIVE);

  private final CamelContext camel;

  RouteHouse(CamelContext camel) {
    this.camel = camel;
    camel.getCamelContextExtension().setErrorHandlerFactory(silent());
    camel.setSourceLocationEnabled(true);
  }

  RouteHouse with(String scheme, Component component) {
    camel.addComponent(scheme, component);
    return this;
  }

  /** Every step that leads outside is captured, whatever route it is in. */
  RouteHouse dry() {
    camel.getCamelContextExtension().registerEndpointCallback(new Capture());
    return this;
  }

  void load(Workspace workspace) throws Exception {
    for (Folder folder : IN_ORDER) {
      load(workspace.in(folder));
    }
  }

  void load(List<WorkspaceFile> files) throws Exception {
    for (WorkspaceFile file : files) {
      Resource resource =
          ResourceHelper.fromBytes(
              "file:" + file.path(), file.text().getBytes(StandardCharsets.UTF_8));
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    }
  }

  /**
   * No redelivery, for the one retry is the outbox; and no logging, for Camel's own prints bodies
   * and headers. What failed is explained by whoever started the exchange.
   */
  private static DefaultErrorHandlerDefinition silent() {
    RedeliveryPolicyDefinition policy =
        new RedeliveryPolicyDefinition()
            .maximumRedeliveries(0)
            .logExhausted(false)
            .logExhaustedMessageHistory(false)
            .logExhaustedMessageBody(false)
            .logHandled(false)
            .logStackTrace(false)
            .retryAttemptedLogLevel(LoggingLevel.OFF)
            .retriesExhaustedLogLevel(LoggingLevel.OFF);
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(policy);
    return handler;
  }
}
