package io.aftercall.reload;

import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the running routes from one workspace to another: what did not change goes on undisturbed,
 * what did finishes its work in flight and starts anew. Should the new files fail after all, the
 * old ones come back.
 */
public final class RouteReloader {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReloader.class);

  private final RouteLoader house;
  private final Runnable rulesChange;
  private final Map<String, WorkspaceFile> before;
  private final Map<String, WorkspaceFile> after;
  private final List<String> goes = new ArrayList<>();
  private final List<String> comes = new ArrayList<>();

  /**
   * @param rulesChange puts the new sources and mappings in force; called while the changed routes
   *     stand still
   */
  public RouteReloader(RouteLoader house, Workspace from, Workspace to, Runnable rulesChange) {
    this.house = house;
    this.rulesChange = rulesChange;
    before = routes(from);
    after = routes(to);
    boolean kamelets = !from.in(WorkspaceFolder.KAMELETS).equals(to.in(WorkspaceFolder.KAMELETS));
    before.forEach((path, file) -> note(path, file, after.get(path), kamelets, goes));
    after.forEach((path, file) -> note(path, file, before.get(path), kamelets, comes));
    // What comes in stops first and starts last.
    Collections.reverse(goes);
  }

  private static void note(
      String path, WorkspaceFile one, WorkspaceFile other, boolean kamelets, List<String> changed) {
    // A kamelet is part of every route that uses it.
    boolean uses = kamelets && one.text().contains("kamelet:");
    if (uses || !one.equals(other)) {
      changed.add(path);
    }
  }

  public static boolean nothingToDo(Workspace from, Workspace to) {
    return routes(from).equals(routes(to));
  }

  /** Whether callers at the webhook endpoint would notice. */
  public boolean touchesEndpoint() {
    String receive = WorkspaceFolder.RECEIVE.path();
    return goes.stream().anyMatch(path -> path.startsWith(receive))
        || comes.stream().anyMatch(path -> path.startsWith(receive));
  }

  public void run() throws Exception {
    List<String> loaded = new ArrayList<>();
    try {
      for (String path : goes) {
        house.unload(path);
      }
      rulesChange.run();
      for (String path : comes) {
        loaded.add(path);
        house.load(after.get(path));
      }
    } catch (Exception e) {
      restore(loaded);
      throw e;
    }
  }

  private void restore(List<String> loaded) throws Exception {
    LOG.warn("config.swap_failed; the routes before come back");
    Collections.reverse(loaded);
    for (String path : loaded) {
      house.unload(path);
    }
    Collections.reverse(goes);
    for (String path : goes) {
      house.unload(path);
      house.load(before.get(path));
    }
  }

  private static Map<String, WorkspaceFile> routes(Workspace workspace) {
    return RouteLoader.IN_ORDER.stream()
        .flatMap(workspaceFolder -> workspace.in(workspaceFolder).stream())
        .collect(
            Collectors.toMap(
                WorkspaceFile::path, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }
}
