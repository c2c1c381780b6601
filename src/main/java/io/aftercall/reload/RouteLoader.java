package io.aftercall.reload;

import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Makes a Camel context ours: the three components, a silent error handler, and the route files of
 * a workspace; knows which routes came from which file, so that a file can be taken out again.
 */
public final class RouteLoader {
  /** Destinations open before anything is decided, decisions before anything comes in. */
  public static final List<WorkspaceFolder> IN_ORDER =
      List.of(
          WorkspaceFolder.KAMELETS,
          WorkspaceFolder.DELIVER,
          WorkspaceFolder.DECIDE,
          WorkspaceFolder.RECEIVE);

  private static final LongAdder PARSED = new LongAdder();

  private static final Pattern INSIDE_KAMELET = Pattern.compile("^kamelet:(//)?(source|sink)\\b");

  private final CamelContext camel;
  private final Map<String, Set<String>> routesByFile = new HashMap<>();

  public RouteLoader(CamelContext camel) {
    this.camel = camel;
    camel.getCamelContextExtension().setErrorHandlerFactory(silent());
    camel.setSourceLocationEnabled(true);
    camel
        .getTypeConverterRegistry()
        .addTypeConverter(
            LoggingLevel.class,
            String.class,
            new SimpleTypeConverter(false, (type, exchange, level) -> level((String) level)));
  }

  /**
   * Three for each step of each route. Camel's own conversion of them looks through all its
   * converters every time, which was a tenth of a dry run.
   */
  private static LoggingLevel level(String text) {
    return LoggingLevel.valueOf(text.strip().toUpperCase(Locale.ROOT));
  }

  public RouteLoader with(String scheme, Component component) {
    camel.addComponent(scheme, component);
    return this;
  }

  /** Every endpoint of the context passes through the callback, whatever route it is in. */
  public RouteLoader intercept(EndpointStrategy callback) {
    camel.getCamelContextExtension().registerEndpointCallback(callback);
    return this;
  }

  public void load(Workspace workspace) throws RouteLoadException {
    for (WorkspaceFolder workspaceFolder : IN_ORDER) {
      load(workspace.in(workspaceFolder));
    }
  }

  public void load(List<WorkspaceFile> files) throws RouteLoadException {
    for (WorkspaceFile file : files) {
      load(file);
    }
  }

  /** How many files Camel parsed since the start. */
  public static long parsed() {
    return PARSED.sum();
  }

  void load(WorkspaceFile file) throws RouteLoadException {
    Set<String> before = names();
    PARSED.increment();
    try {
      Resource resource =
          ResourceHelper.fromBytes(
              "file:" + file.path(), file.text().getBytes(StandardCharsets.UTF_8));
      for (RoutesBuilder routes :
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
        camel.addRoutes(routes);
      }
    } catch (Exception e) {
      throw new RouteLoadException(file.path(), e);
    } finally {
      Set<String> added = new LinkedHashSet<>(names());
      added.removeAll(before);
      camel.getRoutes().stream()
          .filter(Route::isCreatedByKamelet)
          .forEach(route -> added.remove(route.getRouteId()));
      routesByFile.put(file.path(), added);
    }
  }

  /** Stops and removes what the file brought, and the kamelets nobody uses any more. */
  void unload(String path) throws Exception {
    for (String id : routesByFile.getOrDefault(path, Set.of())) {
      remove(id);
    }
    routesByFile.remove(path);
    boolean removed = true;
    while (removed) {
      removed = false;
      for (String id : kamelets()) {
        remove(id);
        removed = true;
      }
    }
  }

  private void remove(String id) throws Exception {
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

  /**
   * Routes that were made for a kamelet step and that no step leads to any more. Steps that are
   * word for word the same share one, whichever file they stand in.
   */
  private List<String> kamelets() {
    Set<String> used =
        camel.getEndpoints().stream()
            .filter(KameletEndpoint.class::isInstance)
            .filter(endpoint -> !INSIDE_KAMELET.matcher(endpoint.getEndpointUri()).find())
            .map(endpoint -> ((KameletEndpoint) endpoint).getRouteId())
            .collect(Collectors.toSet());
    return camel.getRoutes().stream()
        .filter(Route::isCreatedByKamelet)
        .map(Route::getRouteId)
        .filter(id -> !used.contains(id))
        .toList();
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
