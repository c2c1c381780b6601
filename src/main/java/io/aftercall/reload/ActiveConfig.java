package io.aftercall.reload;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceWatch;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force: the last files that were right as a whole. An edit is read aside, checked,
 * and swapped in one step; a bad one changes nothing and is told once.
 */
public final class ActiveConfig implements Supplier<ConfigSnapshot> {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveConfig.class);

  private final Path home;
  private final UnaryOperator<String> environment;
  private final Supplier<Optional<Workspace>> lastActive;
  private volatile Files current;
  private volatile RejectedEdit rejectedEdit;
  private volatile RejectedEdit lastRefusal;
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final WorkspaceWatch watch;
  private String lastSeen;

  private record Files(Workspace workspace, ConfigSnapshot rules) {}

  /**
   * An edit that was not taken.
   *
   * @param files as they lay there
   * @param atStart whether they lay there when the service started, which then opened with the
   *     version that was active last
   */
  public record RejectedEdit(Workspace files, Instant at, List<Problem> problems, boolean atStart) {
    String hash() {
      return files.hash();
    }
  }

  /** What else has to follow when the files change. */
  public interface ReloadListener {
    /** What is wrong with the new files as a whole; asked before anything is changed. */
    List<Problem> check(Workspace to);

    /** Whether their routes would start; asked when nothing else is wrong with them. */
    List<Problem> startAside(Workspace from, Workspace to, ConfigSnapshot rules);

    /** Whether an edit does what its author should know first; not asked of kept files. */
    List<Problem> judge(Workspace to, ConfigSnapshot rules);

    /**
     * Keeps what is going to serve, for good.
     *
     * @throws StoreUnavailableException when that cannot be done now
     */
    void store(Workspace to);

    /**
     * Goes over to the new files.
     *
     * @param rulesChange puts sources and mappings in force, at the right moment
     * @throws Exception when it did not work and everything is as before
     */
    void onReload(Workspace from, Workspace to, Runnable rulesChange) throws Exception;

    /**
     * Hears that they serve.
     *
     * @param by null when the files were edited
     */
    void onActivated(Workspace now, ConfigActivation.RollbackInfo by);
  }

  /** Puts files in the place of others. */
  interface FileRestore {
    /** Returns who had it done. */
    ConfigActivation.RollbackInfo run(Workspace there) throws IOException;
  }

  /**
   * Reads the installation folder. Should its files not do, the version that was active last takes
   * their place until they are mended.
   *
   * @param lastActive asked only then
   * @throws InvalidConfigException with all problems of the files, when there is no such version or
   *     it cannot be used any more
   */
  public ActiveConfig(
      Path home, UnaryOperator<String> environment, Supplier<Optional<Workspace>> lastActive) {
    this.home = home;
    this.environment = environment;
    this.lastActive = lastActive;
    watch = new WorkspaceWatch(home, InstantSource.system());
    Workspace workspace = watch.look();
    lastSeen = workspace.hash();
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot first = ReloadPipeline.read(workspace, environment, problems);
    if (problems.isEmpty()) {
      current = new Files(workspace, first);
    } else {
      useLastActive(workspace, problems);
    }
  }

  /** Says what is wrong with files as a whole. */
  public interface StartValidator {
    /** Empty when the service may open with them. */
    List<Problem> validate(Workspace workspace, ConfigSnapshot rules);
  }

  /**
   * Has the files examined as a whole before the service opens with them. Should they not do, the
   * version that was active last takes their place, as when they cannot be read.
   *
   * @throws InvalidConfigException with all problems of the files, when there is none that does
   */
  public synchronized void validateAtStart(StartValidator startValidator) {
    List<Problem> problems = startValidator.validate(workspace(), get());
    if (problems.isEmpty()) {
      return;
    }
    if (rejectedEdit != null) {
      throw new InvalidConfigException(rejectedEdit.problems());
    }
    useLastActive(workspace(), problems);
    if (!startValidator.validate(workspace(), get()).isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private void useLastActive(Workspace files, List<Problem> problems) {
    Workspace kept =
        lastActive
            .get()
            .map(version -> version.inPlaceOf(files))
            .filter(version -> !version.hash().equals(files.hash()))
            .orElseThrow(() -> new InvalidConfigException(problems));
    List<Problem> misfits = new ArrayList<>();
    ConfigSnapshot rules = ReloadPipeline.read(kept, environment, misfits);
    if (!misfits.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    current = new Files(kept, rules);
    reject(files, problems, true);
    LOG.error(
        "config.start_refused problems={}; the service opens with version {}, which was active"
            + " last, until the files are mended",
        problems.size(),
        kept.version());
    problems.forEach(problem -> LOG.error("config.problem {}", problem));
  }

  @Override
  public ConfigSnapshot get() {
    return current.rules();
  }

  /** The files the rules were read from. */
  public Workspace workspace() {
    return current.workspace();
  }

  /** What lies in the folders now. */
  public Workspace files() {
    return Workspace.read(home);
  }

  /** The edit that lies in the files and is not in force, because it was not right. */
  public Optional<RejectedEdit> refusal() {
    return Optional.ofNullable(rejectedEdit);
  }

  /** The last edit that was not taken since the start, also when it has been mended. */
  public Optional<RejectedEdit> lastRefusal() {
    return Optional.ofNullable(lastRefusal);
  }

  /** Edits taken since the start. */
  public long loads() {
    return loads.get();
  }

  /** Edits refused since the start. */
  public long refusals() {
    return refusals.get();
  }

  /**
   * Looks at the files once. A change counts when two looks agree on it, for editors write in
   * pieces.
   *
   * @return true when a new set is in force
   */
  public synchronized boolean poll(ReloadListener reloadListener) {
    Workspace seen = watch.look();
    boolean settled = seen.hash().equals(lastSeen);
    lastSeen = seen.hash();
    if (lastSeen.equals(workspace().hash())) {
      rejectedEdit = null;
      return false;
    }
    if (!settled || refusal().map(RejectedEdit::hash).filter(lastSeen::equals).isPresent()) {
      return false;
    }
    ReloadPipeline pipeline = new ReloadPipeline(environment, reloadListener);
    ReloadPipeline.Examined examined = pipeline.examine(workspace(), seen, true);
    try {
      return examined.passed()
          ? change(pipeline, reloadListener, new Files(seen, examined.rules()), null)
          : refuse(examined.stage(), seen, examined.problems());
    } catch (StoreUnavailableException e) {
      // Looked at again in a moment: what serves must be kept.
      LOG.warn("config.waits error={}", e.getMessage());
      return false;
    }
  }

  /**
   * Goes over to kept rules, as one edit that no look sees half done. They are checked whole before
   * a file is touched.
   *
   * @param exchange puts them in the place of what lies there; null only asks
   * @return why it was not done; empty when they serve
   * @throws IOException when the files cannot be written
   * @throws StoreUnavailableException when what serves cannot be kept now; then it is tried again
   *     by itself
   */
  synchronized List<Problem> rollback(
      ReloadListener reloadListener, Workspace kept, FileRestore fileRestore) throws IOException {
    Workspace there = Workspace.read(home);
    Workspace wanted = kept.inPlaceOf(there);
    ReloadPipeline pipeline = new ReloadPipeline(environment, reloadListener);
    ReloadPipeline.Examined examined = pipeline.examine(workspace(), wanted, false);
    List<Problem> problems = lost(there, wanted);
    problems.addAll(examined.problems());
    if (!problems.isEmpty() || fileRestore == null) {
      return problems;
    }
    ConfigActivation.RollbackInfo by = fileRestore.run(there);
    Workspace seen = Workspace.read(home);
    lastSeen = seen.hash();
    if (!lastSeen.equals(wanted.hash())) {
      return seen.problems();
    }
    rejectedEdit = null;
    if (!lastSeen.equals(workspace().hash())) {
      change(pipeline, reloadListener, new Files(seen, examined.rules()), by);
    }
    return refusal().map(RejectedEdit::problems).orElse(List.of());
  }

  /** What lies there and cannot be read would remain. */
  private static List<Problem> lost(Workspace there, Workspace wanted) {
    List<Problem> lost = new ArrayList<>(there.problems());
    lost.removeIf(problem -> wanted.text(problem.place().file()).isPresent());
    return lost;
  }

  private boolean change(
      ReloadPipeline pipeline,
      ReloadListener reloadListener,
      Files next,
      ConfigActivation.RollbackInfo by) {
    Files before = current;
    try {
      pipeline.putInForce(before.workspace(), next.workspace(), () -> current = next);
    } catch (RouteLoadException e) {
      current = before;
      return refuse(ReloadPipeline.Stage.SWAP, next.workspace(), List.of(e.problem()));
    } catch (StoreUnavailableException e) {
      current = before;
      throw e;
    } catch (Exception e) {
      current = before;
      LOG.warn("config.swap_failed error={}", e.toString());
      return refuse(ReloadPipeline.Stage.SWAP, next.workspace(), List.of());
    }
    rejectedEdit = null;
    loads.incrementAndGet();
    LOG.info("config.loaded version={}", next.workspace().version());
    reloadListener.onActivated(next.workspace(), by);
    return true;
  }

  private boolean refuse(ReloadPipeline.Stage stage, Workspace seen, List<Problem> problems) {
    reject(seen, problems, false);
    LOG.warn(
        "config.refused stage={} problems={}; the last good version stays in force",
        stage.name().toLowerCase(Locale.ROOT),
        problems.size());
    problems.forEach(problem -> LOG.warn("config.problem {}", problem));
    return false;
  }

  private void reject(Workspace seen, List<Problem> problems, boolean atStart) {
    rejectedEdit = new RejectedEdit(seen, Instant.now(), List.copyOf(problems), atStart);
    lastRefusal = rejectedEdit;
    refusals.incrementAndGet();
  }

  /** Sources and mappings of a workspace; what is wrong is added to {@code problems}. */
  public static ConfigSnapshot read(
      Workspace workspace, UnaryOperator<String> environment, List<Problem> problems) {
    return ReloadPipeline.rules(workspace, environment, problems);
  }
}
