package io.aftercall;

import io.aftercall.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Edits of an installation as people make them, from a seed: good ones and bad ones. */
final class RandomEdits {
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";
  private static final List<String> PLACES =
      List.of(
          DECIDE,
          "routes/receive/famulor.camel.yaml",
          "routes/deliver/crm-http.camel.yaml",
          "routes/deliver/call-log.camel.yaml",
          "routes/kamelets/post-json.kamelet.yaml",
          "config/sources/famulor.yaml",
          "config/mappings/crm-http.yaml",
          "config/mappings/call-log.yaml",
          "config/mappings/salesforce-lead.yaml");

  private final Path home;
  private final Workspace first;
  private final Random random;
  private final Deque<String> added = new ArrayDeque<>();
  private int number;

  /** Something done to files. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * @param mend puts a bad one right; nothing for a good one
   */
  record Edit(String name, boolean good, Work save, Work mend) {}

  RandomEdits(Path home, Workspace first, long seed) {
    this.home = home;
    this.first = first;
    random = new Random(seed);
  }

  Edit next() {
    number++;
    String path = PLACES.get(random.nextInt(PLACES.size()));
    String text = read(path);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> good("a comment in " + path, () -> save(path, text + "\n# edit " + number));
      case 3 -> added.size() < 3 ? destination() : gone();
      case 4 -> bad("half of " + path, path, text.substring(0, text.length() / 2) + "\n  - {");
      case 5 -> bad("a wrong word in " + path, path, wrong(path, text));
      case 6 -> bad("nothing in " + path, path, "\t");
      default -> lost(path, text);
    };
  }

  private Edit good(String name, Work save) {
    return new Edit(number + ": " + name, true, save, () -> {});
  }

  private Edit bad(String name, String path, String text) {
    String before = read(path);
    return new Edit(number + ": " + name, false, () -> save(path, text), () -> save(path, before));
  }

  private static String wrong(String path, String text) {
    if (path.startsWith("routes/kamelets")) {
      return text.replace("kind: Kamelet", "kind: Kamelett").replace("template:", "tamplate:");
    }
    if (path.startsWith("routes")) {
      return text.replace("uri:", "ury:");
    }
    return path.contains("sources")
        ? text.replace("description:", "descripton:")
        : text.replace("fields:", "feelds:");
  }

  /** A destination of its own, named by nobody: its route comes and goes. */
  private Edit destination() {
    String name = "extra-" + number;
    String route =
        first
            .text("routes/deliver/crm-http.camel.yaml")
            .orElseThrow()
            .replace("deliver-crm-http", "deliver-" + name)
            .replace("outbox:crm-http", "outbox:" + name);
    String decide = read(DECIDE);
    String path = "routes/deliver/" + name + ".camel.yaml";
    added.add(path);
    return good(
        "another destination",
        () -> {
          save(path, route);
          String line = "                  - to: outbox:" + name + "\n";
          save(
              DECIDE,
              decide.replaceFirst(
                  "(?m)^ +- to: outbox:call-log\\?after=do-not-call\n", "$0" + line));
        });
  }

  private Edit gone() {
    String path = added.remove();
    String name = path.replaceAll(".*/|\\.camel\\.yaml", "");
    String decide = read(DECIDE);
    return good(
        "a destination less",
        () -> {
          save(DECIDE, decide.replaceAll("(?m)^ +- to: outbox:" + name + "\n", ""));
          Files.delete(home.resolve(path));
        });
  }

  /** Deleted, though others need it. */
  private Edit lost(String path, String text) {
    if (!path.startsWith("routes/deliver") && !path.startsWith("config/mappings")) {
      return good("another comment in " + path, () -> save(path, text + "\n# again " + number));
    }
    String before = read(path);
    return new Edit(
        number + ": no " + path,
        false,
        () -> Files.delete(home.resolve(path)),
        () -> save(path, before));
  }

  private String read(String path) {
    try {
      return Files.readString(home.resolve(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In one of the ways editors do. */
  private void save(String path, String text) throws IOException {
    Path file = home.resolve(path);
    switch (random.nextInt(3)) {
      case 0 -> Files.writeString(file, text);
      case 1 -> {
        Path scratch = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.writeString(scratch, text);
        Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
      }
      default -> {
        Files.writeString(
            file, "", StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.CREATE);
        Files.writeString(file, text);
      }
    }
  }

  /** Everything as it was in the beginning. */
  void undo() throws IOException {
    for (String path : Workspace.read(home).rules().keySet()) {
      if (first.text(path).isEmpty()) {
        Files.delete(home.resolve(path));
      }
    }
    for (String path : first.rules().keySet()) {
      Files.writeString(home.resolve(path), first.text(path).orElseThrow());
    }
  }
}
