package io.aftercall.sandbox;

import io.aftercall.ServiceApplication;
import io.aftercall.camel.CamelLifecycle;
import io.aftercall.files.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The whole product in this process, pointed at a sandbox as its environment variables would. */
public final class SandboxService implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private SandboxService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * @param data folder of the store; made when it is not there
   * @param args settings as on the command line, such as {@code --server.port=0}
   */
  public static SandboxService start(Sandbox sandbox, Path data, String... args) {
    try {
      TemporaryFiles.prepare(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> variables = new HashMap<>(sandbox.environment());
    variables.put("AFTERCALL_STORE_URL", "jdbc:sqlite:" + data.resolve("aftercall.db"));
    variables.put("AFTERCALL_DATA", data.toString());
    variables.put("AFTERCALL_ARCHIVE_FOLDER", data.resolve("recordings").toString());
    SpringApplication application = new SpringApplication(ServiceApplication.class);
    application.addInitializers(context -> set(variables, context.getEnvironment()));
    return new SandboxService(application.run(args));
  }

  private static void set(Map<String, Object> variables, ConfigurableEnvironment environment) {
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("sandbox-systemEnvironment", variables));
  }

  /** Where the platform posts its webhooks, token and all. */
  public String address() {
    int port = context.getBean(CamelLifecycle.class).webhookPort();
    return "http://127.0.0.1:" + port + "/webhooks/famulor/sandbox-token";
  }

  public HttpResponse<String> post(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Port of console, API and health. */
  public int managementPort() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
