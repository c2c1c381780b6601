package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Camel's own tools know our three schemes, and find the shipped routes right. */
class CamelCatalogTest {
  private static final String TO_BUILD = "made by 'mvn process-classes'";

  private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

  @BeforeAll
  static void ourSchemes() throws IOException {
    CATALOG.addComponent("inbox", InboxComponent.class.getName(), metadata("inbox"));
    CATALOG.addComponent("outbox", OutboxComponent.class.getName(), metadata("outbox"));
    CATALOG.addComponent("mapping", MappingComponent.class.getName(), metadata("mapping"));
  }

  private static String metadata(String scheme) throws IOException {
    String file = "/META-INF/io/aftercall/camel/" + scheme + ".json";
    try (InputStream json = InboxComponent.class.getResourceAsStream(file)) {
      assertThat(json).as("%s, %s", file, TO_BUILD).isNotNull();
      return new String(json.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Stream<WorkspaceFile> shipped() {
    Workspace workspace = Workspace.read(Path.of("."));
    return Stream.of(
            WorkspaceFolder.KAMELETS,
            WorkspaceFolder.DELIVER,
            WorkspaceFolder.DECIDE,
            WorkspaceFolder.RECEIVE)
        .flatMap(folder -> workspace.in(folder).stream());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theCatalogFindsEveryShippedRouteRight(WorkspaceFile file) throws Exception {
    List<String> endpoints = endpoints(file.text());
    assertThat(endpoints).isNotEmpty();
    for (String endpoint : endpoints) {
      EndpointValidationResult found = validate(endpoint);
      assertThat(found.isSuccess())
          .as("%s: %s", file.path(), found.summaryErrorMessage(true))
          .isTrue();
    }
  }

  /** The log-in of salesforce: is set on the component, once for all endpoints. */
  private static EndpointValidationResult validate(String endpoint) {
    String complete = endpoint;
    Set<String> missing = CATALOG.validateEndpointProperties(endpoint).getRequired();
    for (ComponentModel.ComponentOptionModel option :
        CATALOG
            .componentModel(endpoint.substring(0, endpoint.indexOf(':')))
            .getComponentOptions()) {
      if (missing != null && missing.contains(option.getName())) {
        complete += (complete.contains("?") ? "&" : "?") + option.getName() + "=set";
      }
    }
    return CATALOG.validateEndpointProperties(complete);
  }

  @ParameterizedTest
  @CsvSource({
    "outbox:call-log?piority=high",
    "outbox:call-log?priority=soon",
    "outbox:call-log?batchSize=many",
    "outbox:call-log?contacts=everybody",
    "inbox:famulor?batch=1",
    "mapping:call-log?version=2"
  })
  void theCatalogFindsAWrongOption(String endpoint) {
    assertThat(CATALOG.validateEndpointProperties(endpoint).isSuccess()).isFalse();
  }

  @Test
  void camelSetsOptionsWithoutReflection() throws Exception {
    for (String scheme : List.of("inbox", "outbox", "mapping")) {
      String name = "io.aftercall.camel." + CATALOG.componentModel(scheme).getTitle();
      for (String suffix : List.of("ComponentConfigurer", "EndpointConfigurer")) {
        assertThat(Class.forName(name + suffix)).isAssignableTo(GeneratedPropertyConfigurer.class);
      }
      assertThat(
              getClass()
                  .getResource(
                      "/META-INF/services/org/apache/camel/configurer/%s-endpoint"
                          .formatted(scheme)))
          .as(TO_BUILD)
          .isNotNull();
    }
  }

  /** A visual editor writes a file anew, without its comments: what people must know is a value. */
  @ParameterizedTest
  @MethodSource("shipped")
  void nothingPeopleMustKnowStandsInACommentOnly(WorkspaceFile file) {
    String steps = file.text().substring(Math.max(0, file.text().indexOf("  template:")));
    assertThat(steps.lines().map(String::strip))
        .noneMatch(line -> line.startsWith("#") && !line.startsWith("# yaml-language-server"));
  }

  /** {@code uri} with its {@code parameters}, and {@code to: "uri"}, wherever they stand. */
  private static List<String> endpoints(String yaml) throws Exception {
    List<String> endpoints = new ArrayList<>();
    collect(new Load(LoadSettings.builder().build()).loadFromString(yaml), endpoints);
    return endpoints;
  }

  private static void collect(Object node, List<String> endpoints) throws Exception {
    if (node instanceof List<?> list) {
      for (Object element : list) {
        collect(element, endpoints);
      }
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("to") instanceof String uri) {
        endpoints.add(uri);
      }
      if (map.get("uri") instanceof String uri) {
        endpoints.add(map.get("parameters") instanceof Map<?, ?> more ? with(uri, more) : uri);
      }
      for (Object value : map.values()) {
        collect(value, endpoints);
      }
    }
  }

  private static String with(String uri, Map<?, ?> parameters) throws Exception {
    if (uri.contains("{{")) {
      // The catalog cannot split an address that is a placeholder: its options are what is asked.
      uri = uri.substring(0, uri.indexOf(':')) + ":placeholder";
    }
    Map<String, String> all = new LinkedHashMap<>(new TreeMap<>(CATALOG.endpointProperties(uri)));
    parameters.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
    return CATALOG.asEndpointUri(uri.substring(0, uri.indexOf(':')), all, false);
  }
}
