package io.aftercall.reload;

import io.aftercall.config.BoundedParsing;
import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.Mappings;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    /** Whether the new files would work; asked before anything is changed. */
    List<Problem> examine(Workspace from, Workspace to, ConfigSnapshot rules);

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
    Workspace workspace = Workspace.read(home);
    lastSeen = workspace.hash();
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot first = readInTime(workspace, problems);
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
    ConfigSnapshot rules = readInTime(kept, misfits);
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
    Workspace seen = Workspace.read(home);
    boolean settled = seen.hash().equals(lastSeen);
    lastSeen = seen.hash();
    if (lastSeen.equals(workspace().hash())) {
      rejectedEdit = null;
      return false;
    }
    if (!settled || refusal().map(RejectedEdit::hash).filter(lastSeen::equals).isPresent()) {
      return false;
    }
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot next = examine(reloadListener, seen, problems);
    if (problems.isEmpty()) {
      problems.addAll(reloadListener.judge(seen, next));
    }
    try {
      return problems.isEmpty()
          ? change(reloadListener, new Files(seen, next), null)
          : refuse(seen, problems);
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
    List<Problem> problems = lost(there, wanted);
    ConfigSnapshot next = examine(reloadListener, wanted, problems);
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
      change(reloadListener, new Files(seen, next), by);
    }
    return refusal().map(RejectedEdit::problems).orElse(List.of());
  }

  /** What lies there and cannot be read would remain. */
  private static List<Problem> lost(Workspace there, Workspace wanted) {
    List<Problem> lost = new ArrayList<>(there.problems());
    lost.removeIf(problem -> wanted.text(problem.place().file()).isPresent());
    return lost;
  }

  private ConfigSnapshot examine(
      ReloadListener reloadListener, Workspace seen, List<Problem> problems) {
    ConfigSnapshot next = readInTime(seen, problems);
    if (problems.isEmpty()) {
      problems.addAll(reloadListener.examine(workspace(), seen, next));
    }
    return next;
  }

  private boolean change(
      ReloadListener reloadListener, Files next, ConfigActivation.RollbackInfo by) {
    Files before = current;
    reloadListener.store(next.workspace());
    try {
      reloadListener.onReload(before.workspace(), next.workspace(), () -> current = next);
    } catch (RouteLoadException e) {
      current = before;
      return refuse(next.workspace(), List.of(e.problem()));
    } catch (Exception e) {
      current = before;
      LOG.warn("config.swap_failed error={}", e.toString());
      return refuse(next.workspace(), List.of());
    }
    rejectedEdit = null;
    loads.incrementAndGet();
    LOG.info("config.loaded version={}", next.workspace().version());
    reloadListener.onActivated(next.workspace(), by);
    return true;
  }

  private boolean refuse(Workspace seen, List<Problem> problems) {
    reject(seen, problems, false);
    LOG.warn("config.refused problems={}; the last good version stays in force", problems.size());
    problems.forEach(problem -> LOG.warn("config.problem {}", problem));
    return false;
  }

  private void reject(Workspace seen, List<Problem> problems, boolean atStart) {
    rejectedEdit = new RejectedEdit(seen, Instant.now(), List.copyOf(problems), atStart);
    lastRefusal = rejectedEdit;
    refusals.incrementAndGet();
  }

  private ConfigSnapshot readInTime(Workspace seen, List<Problem> problems) {
    return BoundedParsing.of(
        seen.files().size(),
        () -> {
          List<Problem> found = new ArrayList<>();
          ConfigSnapshot rules = read(seen, environment, found);
          problems.addAll(found);
          return rules;
        },
        late -> {
          problems.add(late);
          return null;
        });
  }

  /** Sources and mappings of a workspace; what is wrong is added to {@code problems}. */
  public static ConfigSnapshot read(
      Workspace workspace, UnaryOperator<String> environment, List<Problem> problems) {
    problems.addAll(workspace.problems());
    Sources sources = Sources.load(workspace, environment, problems);
    Mappings mappings = Mappings.load(workspace, problems);
    return ConfigSnapshot.of(workspace.hash(), sources, mappings);
  }
}
