package io.aftercall.bench;

import io.aftercall.sandbox.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The nodes of the product, each a process that can be killed, stopped and started again. */
final class Fleet implements AutoCloseable {
  private static final List<String> JVM =
      List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** Short, so that a run takes minutes; what is tested is the same. */
  private static final Map<String, String> QUICK =
      Map.of(
          "aftercall.delivery.first-delay", "300ms",
          "aftercall.delivery.max-delay", "2s",
          "aftercall.delivery.lease", "20s",
          "aftercall.delivery.probe-interval", "1s");

  private final Path folder;
  private final Sandbox sandbox;
  private final Map<String, String> settings = new LinkedHashMap<>(QUICK);
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Child> nodes = new ArrayList<>();

  private final List<Integer> consoles = new ArrayList<>();
  private final boolean faulty;

  private Fleet(Path folder, Sandbox sandbox, boolean faulty) {
    this.faulty = faulty;
    this.folder = folder;
    this.sandbox = sandbox;
  }

  /**
   * @param databaseUrl null for SQLite, which has one node
   */
  static Fleet start(Path folder, Sandbox sandbox, String databaseUrl, int nodes) throws Exception {
    return start(folder, sandbox, databaseUrl, nodes, null, Map.of());
  }

  /** Of nodes whose clock and workers can be made to fail. */
  static Fleet startFaulty(Path folder, Sandbox sandbox, String databaseUrl, int nodes)
      throws Exception {
    Fleet fleet = new Fleet(folder, sandbox, true);
    return fleet.start(databaseUrl, nodes, null, Map.of());
  }

  /**
   * @param decide the decide route instead of the shipped one, or null
   * @param environment goes before the sandbox's
   */
  static Fleet start(
      Path folder,
      Sandbox sandbox,
      String databaseUrl,
      int nodes,
      String decide,
      Map<String, String> environment)
      throws Exception {
    return new Fleet(folder, sandbox, false).start(databaseUrl, nodes, decide, environment);
  }

  private Fleet start(String databaseUrl, int count, String decide, Map<String, String> own)
      throws Exception {
    environment.putAll(sandbox.environment());
    environment.putAll(own);
    Path home = home(folder);
    settings.put("aftercall.home", home.toString());
    if (decide != null) {
      FileSystemUtils.deleteRecursively(home.resolve("routes/decide"));
      Files.createDirectories(home.resolve("routes/decide"));
      Files.writeString(home.resolve("routes/decide/bench.camel.yaml"), decide);
    }
    if (databaseUrl != null) {
      settings.put("aftercall.store.url", databaseUrl);
    }
    for (int i = 0; i < count; i++) {
      ports.add(freePort());
      consoles.add(freePort());
      nodes.add(child(i));
    }
    return this;
  }

  /** The shipped files; only the chat, which takes one note a second, is let off its rate. */
  private static Path home(Path folder) throws IOException {
    Path home = folder.resolve("home");
    FileSystemUtils.copyRecursively(Path.of("config"), home.resolve("config"));
    FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));
    Path chat = home.resolve("routes/deliver/team-chat.camel.yaml");
    Files.writeString(chat, Files.readString(chat).replace("rate: 1, ", ""));
    return home;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private Child child(int node) throws Exception {
    return child(node, 0);
  }

  private Child child(int node, int daysAhead) throws Exception {
    Map<String, String> own = new LinkedHashMap<>(settings);
    own.put("aftercall.node", "node-" + (node + 1));
    own.put("server.port", Integer.toString(consoles.get(node)));
    List<String> jvm = new ArrayList<>(JVM);
    jvm.add("-D" + FaultyService.ERRORS + "=" + errors());
    jvm.add("-D" + FaultyService.DAYS_AHEAD + "=" + daysAhead);
    String main = faulty ? FaultyService.class.getName() : "io.aftercall.Aftercall";
    return Child.start(main, data(node), ports.get(node), jvm, own, environment);
  }

  private Path data(int node) {
    return folder.resolve("node-" + (node + 1));
  }

  /** The installation folder of all nodes. */
  Path home() {
    return Path.of(settings.get("aftercall.home"));
  }

  /** Webhook ports, by node. */
  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Ports of console and metrics, by node. */
  List<Integer> consoles() {
    return List.copyOf(consoles);
  }

  /** Whose every change has all workers fail once. */
  Path errors() {
    return folder.resolve("errors");
  }

  /**
   * Starts a node with a clock of its own, as a machine whose clock was set wrong.
   *
   * @param ahead days; 0 is the right time again
   */
  void restartWithClock(int node, int ahead) throws Exception {
    nodes.get(node).kill();
    nodes.set(node, child(node, ahead));
  }

  Path database() {
    return data(0).resolve("aftercall.db");
  }

  int size() {
    return ports.size();
  }

  /** Where the platform posts, token and all. */
  List<URI> doors() {
    String path = "/webhooks/famulor/" + sandbox.environment().get("AFTERCALL_FAMULOR_TOKEN");
    return ports.stream().map(port -> URI.create("http://127.0.0.1:" + port + path)).toList();
  }

  void kill(int node) throws InterruptedException {
    nodes.get(node).kill();
  }

  /** Starts a killed or ended node again, as a supervisor does. */
  void startAgain(int node) throws Exception {
    nodes.get(node).kill();
    nodes.set(node, child(node));
  }

  boolean alive(int node) {
    return nodes.get(node).alive();
  }

  /**
   * @param name STOP or CONT
   */
  void signal(int node, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(nodes.get(node).pid())).start().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    for (Child node : nodes) {
      node.close();
    }
  }
}
