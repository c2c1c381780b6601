package io.aftercall.reload;

import io.aftercall.config.BoundedParsing;
import io.aftercall.config.Problem;
import io.aftercall.config.Sources;
import io.aftercall.config.Workspace;
import io.aftercall.mapping.Mappings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The way of edited files into force, in the order of {@link Stage}. A stage that finds a problem
 * ends it, and what served goes on; up to {@link Stage#STORE} nothing that runs is touched.
 */
final class ReloadPipeline {
  private final UnaryOperator<String> environment;
  private final ActiveConfig.ReloadListener listener;

  /** In this order. */
  enum Stage {
    /** Sources and mappings are made of the files; each file is parsed once. */
    READ,
    /** Everything is examined as a whole, as {@code check} does. */
    CHECK,
    /** The routes are started where they reach nothing. */
    START_ASIDE,
    /** What the edit does is held against its tests; not asked of kept files. */
    TEST,
    /** The version is kept for good, so that an attempt can name it. */
    STORE,
    /** Routes and rules change over in one step. */
    SWAP
  }

  /**
   * How far the files came.
   *
   * @param stage the one that found the problems; {@link Stage#TEST} when there are none
   * @param rules null unless they could be made
   */
  record Examined(Stage stage, List<Problem> problems, ConfigSnapshot rules) {
    boolean passed() {
      return problems.isEmpty();
    }
  }

  ReloadPipeline(UnaryOperator<String> environment, ActiveConfig.ReloadListener listener) {
    this.environment = environment;
    this.listener = listener;
  }

  /** The stages that touch nothing. */
  Examined examine(Workspace from, Workspace to, boolean tested) {
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot rules = read(to, environment, problems);
    if (!problems.isEmpty()) {
      return new Examined(Stage.READ, problems, rules);
    }
    problems.addAll(listener.check(to));
    if (!problems.isEmpty()) {
      return new Examined(Stage.CHECK, problems, rules);
    }
    problems.addAll(listener.startAside(from, to, rules));
    if (!problems.isEmpty()) {
      return new Examined(Stage.START_ASIDE, problems, rules);
    }
    if (tested) {
      problems.addAll(listener.judge(to, rules));
    }
    return new Examined(Stage.TEST, problems, rules);
  }

  /**
   * The two that last.
   *
   * @param rulesChange puts sources and mappings in force, while the changed routes stand still
   * @throws io.aftercall.store.StoreUnavailableException when it cannot be kept now; nothing is
   *     changed
   * @throws Exception when the routes did not change over, and everything is as before
   */
  void putInForce(Workspace from, Workspace to, Runnable rulesChange) throws Exception {
    listener.store(to);
    listener.onReload(from, to, rulesChange);
  }

  /** {@link Stage#READ}, within a deadline. */
  static ConfigSnapshot read(
      Workspace files, UnaryOperator<String> environment, List<Problem> problems) {
    return BoundedParsing.of(
        files.files().size(),
        () -> {
          List<Problem> found = new ArrayList<>();
          ConfigSnapshot rules = rules(files, environment, found);
          problems.addAll(found);
          return rules;
        },
        late -> {
          problems.add(late);
          return null;
        });
  }

  static ConfigSnapshot rules(
      Workspace workspace, UnaryOperator<String> environment, List<Problem> problems) {
    problems.addAll(workspace.problems());
    Sources sources = Sources.load(workspace, environment, problems);
    Mappings mappings = Mappings.load(workspace, problems);
    return ConfigSnapshot.of(workspace.hash(), sources, mappings);
  }
}
