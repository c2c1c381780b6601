package io.aftercall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The folder that becomes {@code aftercall-<version>-camel.jar} lets a Camel without Aftercall
 * start the shipped routes: no class of the product, no setting, no password.
 */
class StandInRoutesTest {
  private static final Path JAR = Path.of("target/camel-jar");

  private final CamelContext camel = new DefaultCamelContext(false);
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Knows Camel and the folder of the jar, and nothing else of ours. */
  private static final class WithoutAftercall extends ClassLoader {
    WithoutAftercall() {
      super(StandInRoutesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.aftercall.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public URL getResource(String name) {
      URL found = super.getResource(name);
      return isOurs(found) ? null : found;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return Collections.enumeration(
          Collections.list(super.getResources(name)).stream().filter(u -> !isOurs(u)).toList());
    }

    private static boolean isOurs(URL found) {
      return found != null
          && found.getProtocol().equals("file")
          && found.getPath().contains("/target/");
    }
  }

  @BeforeEach
  void bare() throws Exception {
    assertThat(JAR).as("made by 'mvn process-classes'").isDirectory();
    ClassLoader bare = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, new WithoutAftercall());
    Thread.currentThread().setContextClassLoader(bare);
    camel.setApplicationContextClassLoader(bare);
    VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
    http.setBindHost("127.0.0.1");
    http.setBindPort(0);
    camel.addService(new VertxPlatformHttpServer(http));
  }

  @AfterEach
  void stop() {
    camel.stop();
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void theShippedRoutesStartInABareCamel() throws Exception {
    List<Path> files = shippedRoutes();
    for (Path file : files) {
      load(file.toString(), Files.readString(file));
    }

    camel.start();

    assertThat(
            camel.getRoutes().stream()
                .filter(route -> !route.isCreatedByKamelet())
                .map(Route::getRouteId))
        .hasSameSizeAs(files)
        .allSatisfy(
            id ->
                assertThat(camel.getRouteController().getRouteStatus(id))
                    .isEqualTo(ServiceStatus.Started));
    assertThat(camel.getComponent("outbox").getClass().getName())
        .isEqualTo("io.aftercall.camel.dev.OutboxStandIn");
  }

  @Test
  void aDecisionCanBeTriedThere() throws Exception {
    load(
        "decide.yaml",
        Files.readString(Path.of("routes/decide/post-call.camel.yaml"))
            .replace("inbox:famulor", "direct:calls"));
    camel.start();

    Object done = camel.createProducerTemplate().requestBody("direct:calls", "{\"kind\":\"chat\"}");

    assertThat(done).isEqualTo("{\"kind\":\"chat\"}");
  }

  @Test
  void anOptionThatTheSchemeDoesNotHaveIsRefused() {
    assertThatThrownBy(
            () -> {
              load(
                  "typo.yaml",
                  """
                  - route:
                      from:
                        uri: outbox:call-log
                        parameters: { batchSise: 200 }
                        steps:
                          - to: mapping:call-log
                  """);
              camel.start();
            })
        .hasStackTraceContaining("batchSise");
  }

  private void load(String name, String yaml) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromBytes("file:" + name, yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Path> shippedRoutes() {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
