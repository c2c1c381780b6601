package io.aftercall.reload;

import io.aftercall.config.FolderWriter;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.reload.history.ConfigVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a kept set of rules back into the files, as one edit. What lay there is kept as a set of its
 * own; a file with a literal secret is laid aside on the disk instead.
 */
public final class Rollback {
  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final FolderWriter folder;
  private final ActiveConfig activeConfig;
  private final ActiveConfig.ReloadListener reloadListener;
  private final ConfigValidator configValidator;
  private final ConfigVersions configVersions;

  /**
   * What was done.
   *
   * @param problems why nothing was done; empty when it was
   * @param files that were written or deleted
   * @param found hash of what lay there, where that was not what served; else null
   * @param aside files with a literal secret, which lie beside themselves as {@code .bak} now
   */
  public record Done(
      List<Problem> problems, List<String> files, String found, List<String> aside) {}

  public Rollback(
      Path home,
      ActiveConfig activeConfig,
      ActiveConfig.ReloadListener reloadListener,
      ConfigValidator configValidator,
      ConfigVersions configVersions) {
    folder = new FolderWriter(home);
    this.activeConfig = activeConfig;
    this.reloadListener = reloadListener;
    this.configValidator = configValidator;
    this.configVersions = configVersions;
  }

  /** Why it would not be done; empty when it would. */
  public List<Problem> examine(Workspace kept) throws IOException {
    return activeConfig.rollback(reloadListener, kept, null);
  }

  /**
   * @throws IOException when the files cannot be written
   * @throws aftercall.store.StoreUnavailableException when it cannot be kept now
   */
  public Done to(Workspace kept, String who, String why) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> aside = new ArrayList<>();
    String[] found = new String[1];
    List<Problem> problems =
        activeConfig.rollback(
            reloadListener,
            kept,
            there -> {
              aside.addAll(secretsIn(there));
              found[0] = store(Workspace.of(there.without(aside).files()));
              for (String path : aside) {
                folder.setAside(path);
              }
              files.addAll(folder.write(there, kept));
              return new ConfigActivation.RollbackInfo(who, why, found[0]);
            });
    LOG.info(
        "config.rollback version={} problems={} files={}",
        kept.version(),
        problems.size(),
        files.size());
    return new Done(problems, files, found[0], aside);
  }

  private List<String> secretsIn(Workspace there) {
    return configValidator.inspect(there).stream()
        .filter(problem -> problem.code().equals(Problem.SECRET))
        .map(problem -> problem.place().file())
        .filter(path -> there.rules().containsKey(path))
        .distinct()
        .toList();
  }

  private String store(Workspace there) {
    if (there.hash().equals(activeConfig.workspace().hash())) {
      return null;
    }
    configVersions.store(there);
    return there.hash();
  }
}
