package aftercall.route;

import aftercall.config.Folder;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.LoggingLevel;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes a Camel context ours: the three components, a silent error handler, and the route files of
 * a workspace; knows which routes came from which file, so that a file can be taken out again.
 */
final class RouteHouse {
  /** Destinations open before anything is decided, decisions before anything comes in. */
  static final List<Folder> IN_ORDER =
      List.of(Folder.KAMELETS, Folder.DELIVER, Folder.DECIDE, Folder.RECEIVE);

  private final CamelContext camel;
  private final Map<String, Set<String>> routesByFile = new HashMap<>();

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

  void load(Workspace workspace) throws RouteFileFailure {
    for (Folder folder : IN_ORDER) {
      load(workspace.in(folder));
    }
  }

  void load(List<WorkspaceFile> files) throws RouteFileFailure {
    for (WorkspaceFile file : files) {
      load(file);
    }
  }

  void load(WorkspaceFile file) throws RouteFileFailure {
    Set<String> before = names();
    try {
      Resource resource =
          ResourceHelper.fromBytes(
              "file:" + file.path(), file.text().getBytes(StandardCharsets.UTF_8));
      for (RoutesBuilder routes :
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
        camel.addRoutes(routes);
      }
    } catch (Exception e) {
      throw new RouteFileFailure(file.path(), e);
    } finally {
      Set<String> added = new LinkedHashSet<>(names());
      added.removeAll(before);
      routesByFile.put(file.path(), added);
    }
  }

  /** Stops and removes what the file brought, its kamelets' own routes too. */
  void unload(String path) throws Exception {
    Set<String> gone = routesByFile.getOrDefault(path, Set.of());
    for (String id : gone) {
      if (camel.getRoute(id) != null) {
        camel.getRouteController().stopRoute(id);
        camel.removeRoute(id);
      }
      RouteDefinition definition = model().getRouteDefinition(id);
      if (definition != null) {
        model().removeRouteDefinition(definition);
      }
      model().removeRouteTemplateDefinitions(id);
    }
    routesByFile.remove(path);
  }

  private Model model() {
    return camel.getCamelContextExtension().getContextPlugin(Model.class);
  }

  /** Routes that run or are to run, and templates. */
  private Set<String> names() {
    Set<String> names =
        model().getRouteDefinitions().stream()
            .map(RouteDefinition::getRouteId)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    camel.getRoutes().forEach(route -> names.add(route.getRouteId()));
    model().getRouteTemplateDefinitions().stream()
        .map(RouteTemplateDefinition::getId)
        .forEach(names::add);
    return names;
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
