package io.aftercall.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.reload.history.ConfigActivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit without mistakes is refused all the same when the follower has something to say. */
class EditRefusalTest {
  private static final Problem FAILED =
      Problem.at(
          SourceLocation.of("routes/decide/x.test.yaml"), "failed-test", "no longer passes", "");

  @TempDir Path home;

  @Test
  void whatAnEditDoesIsJudgedBeforeItIsPutActiveConfig() throws IOException {
    Path mapping = home.resolve("config/mappings/note.yaml");
    Files.createDirectories(mapping.getParent());
    Files.writeString(mapping, "fields:\n  Id: .id\n");
    ActiveConfig activeConfig = new ActiveConfig(home, name -> "set", Optional::empty);
    String before = activeConfig.get().hash();
    Follower follower = new Follower(List.of(FAILED));
    Files.writeString(mapping, "fields:\n  Id: .source\n");

    assertThat(activeConfig.poll(follower)).isFalse();
    assertThat(activeConfig.poll(follower)).isFalse();

    assertThat(activeConfig.refusal().orElseThrow().problems()).containsExactly(FAILED);
    assertThat(activeConfig.get().hash()).isEqualTo(before);
    assertThat(follower.followed).isFalse();

    Follower content = new Follower(List.of());
    Files.writeString(mapping, "fields:\n  Id: .kind\n");
    activeConfig.poll(content);
    assertThat(activeConfig.poll(content)).isTrue();
    assertThat(activeConfig.get().hash()).isNotEqualTo(before);
  }

  private static final class Follower implements ActiveConfig.ReloadListener {
    private final List<Problem> judgement;
    private boolean followed;

    Follower(List<Problem> judgement) {
      this.judgement = judgement;
    }

    @Override
    public List<Problem> check(Workspace to) {
      return List.of();
    }

    @Override
    public List<Problem> startAside(Workspace from, Workspace to, ConfigSnapshot rules) {
      return List.of();
    }

    @Override
    public List<Problem> judge(Workspace to, ConfigSnapshot rules) {
      return judgement;
    }

    @Override
    public void store(Workspace to) {}

    @Override
    public void onReload(Workspace from, Workspace to, Runnable rulesChange) {
      followed = true;
      rulesChange.run();
    }

    @Override
    public void onActivated(Workspace now, ConfigActivation.RollbackInfo by) {}
  }
}
