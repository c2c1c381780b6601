package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.reload.ActiveConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Editors, and Kubernetes, save in their own ways; each is one edit. */
class EditorSaveTest extends EditStage {
  private String first;
  private String text;
  private String wanted;
  private long refusals;
  private Path file;

  @BeforeEach
  void remember() throws IOException {
    first = version();
    text = read(LEAD);
    wanted = text + "\n# " + System.nanoTime() + "\n";
    refusals = service.bean(ActiveConfig.class).refusals();
    file = home.resolve(LEAD);
  }

  @AfterEach
  void asBefore() throws Exception {
    Files.writeString(file, text);
    await(() -> version().equals(first));
  }

  private void serves() throws Exception {
    await(() -> service.bean(ActiveConfig.class).workspace().text(LEAD).orElse("").equals(wanted));
    awaitTwoLooks();
    assertThat(service.bean(ActiveConfig.class).workspace().text(LEAD)).contains(wanted);
  }

  private void servesAndWasNeverRefused() throws Exception {
    serves();
    assertThat(service.bean(ActiveConfig.class).refusals()).isEqualTo(refusals);
  }

  private Path beside(String name) {
    return file.resolveSibling(name);
  }

  /** VS Code, nano: the same file, cut to nothing and written. */
  @Test
  void cutToNothingAndWritten() throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] bytes = wanted.getBytes(UTF_8);
      channel.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2));
      channel.force(true);
      channel.write(ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2));
    }
    servesAndWasNeverRefused();
  }

  /** A disk or a network so slow that the half file is seen: it is refused, and nothing else. */
  @Test
  void writtenSoSlowlyThatTheHalfOfItIsSeen() throws Exception {
    Files.writeString(file, wanted.substring(0, wanted.indexOf("Company:") + 5));
    await(() -> service.bean(ActiveConfig.class).refusal().isPresent());
    assertThat(version()).isEqualTo(first);
    Files.writeString(file, wanted);
    serves();
    assertThat(service.bean(ActiveConfig.class).refusal()).isEmpty();
  }

  /** gedit, sed -i, most deployment tools: another file, renamed over it. */
  @Test
  void renamedOver() throws Exception {
    for (String name : List.of(".goutputstream-AB12CD", "sedXyZ123", "salesforce-lead.yaml.tmp")) {
      wanted = wanted + "# " + name + "\n";
      Files.writeString(beside(name), wanted);
      awaitTwoLooks();
      Files.move(beside(name), file, StandardCopyOption.ATOMIC_MOVE);
      servesAndWasNeverRefused();
    }
  }

  /** Vim: a swap file, the old file renamed to a backup, a new one written, the backup deleted. */
  @Test
  void backedUpByRenameAndWrittenAnew() throws Exception {
    Path swap = beside(".salesforce-lead.yaml.swp");
    Files.write(swap, new byte[] {'b', '0', 'V', 'I', 'M', 0, (byte) 0xff});
    Files.writeString(beside("4913"), "");
    Files.delete(beside("4913"));
    Path backup = beside("salesforce-lead.yaml~");
    Files.move(file, backup, StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(file, wanted);
    Files.delete(backup);
    servesAndWasNeverRefused();
    Files.delete(swap);
    awaitTwoLooks();
    assertThat(service.bean(ActiveConfig.class).refusals()).isEqualTo(refusals);
  }

  /** Emacs: a lock that links to nowhere, an auto-save file, a backup that is a copy. */
  @Test
  void lockedByALinkToNowhere() throws Exception {
    Path lock = beside(".#salesforce-lead.yaml");
    Files.createSymbolicLink(lock, Path.of("anna@host.4711"));
    Files.writeString(beside("#salesforce-lead.yaml#"), "half a");
    Files.copy(file, beside("salesforce-lead.yaml~"));
    Files.writeString(file, wanted);
    servesAndWasNeverRefused();
    Files.delete(lock);
    Files.delete(beside("#salesforce-lead.yaml#"));
    Files.delete(beside("salesforce-lead.yaml~"));
  }

  /** IntelliJ: written beside, the old one moved away, the new one moved in. */
  @Test
  void movedAwayAndMovedIn() throws Exception {
    Path fresh = beside("salesforce-lead.yaml___jb_tmp___");
    Path old = beside("salesforce-lead.yaml___jb_old___");
    Files.writeString(fresh, wanted);
    awaitTwoLooks();
    Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(old);
    servesAndWasNeverRefused();
  }

  /** Several files that only fit together, saved one after the other as by a checkout. */
  @Test
  void severalFilesThatFitOnlyTogether() throws Exception {
    String decide = read(DECIDE);
    String deliver = read("routes/deliver/team-chat.camel.yaml");
    wanted = text;
    write(DECIDE, decide.replace("outbox:team-chat", "outbox:team-room"));
    TimeUnit.MILLISECONDS.sleep(30);
    write(
        "routes/deliver/team-room.camel.yaml",
        deliver
            .replace("id: deliver-team-chat", "id: deliver-team-room")
            .replace("outbox:team-chat", "outbox:team-room"));
    TimeUnit.MILLISECONDS.sleep(30);
    Files.delete(home.resolve("routes/deliver/team-chat.camel.yaml"));
    await(() -> !version().equals(first));
    awaitTwoLooks();
    assertThat(service.bean(ActiveConfig.class).refusals()).isEqualTo(refusals);
    write("routes/deliver/team-chat.camel.yaml", deliver);
    write(DECIDE, decide);
    Files.delete(home.resolve("routes/deliver/team-room.camel.yaml"));
  }

  /** A mounted config map: files link through ..data, and one rename exchanges them all. */
  @Test
  void aConfigMapWhoseLinkIsExchanged() throws Exception {
    Path folder = file.getParent();
    Path plain = folder.resolveSibling("mappings-as-they-were");
    Files.move(folder, plain);
    Files.createDirectories(folder);
    mount(folder, plain, "..2026_11_28_10_00_00.1", text);
    await(() -> Files.exists(file));
    awaitTwoLooks();
    try {
      assertThat(version()).isEqualTo(first);
      mount(folder, plain, "..2026_11_28_10_05_00.2", wanted);
      servesAndWasNeverRefused();
    } finally {
      FileSystemUtils.deleteRecursively(folder);
      Files.move(plain, folder);
    }
  }

  /** As the kubelet does it. */
  private static void mount(Path folder, Path plain, String stamp, String lead) throws IOException {
    Path data = folder.resolve(stamp);
    Files.createDirectories(data);
    try (Stream<Path> files = Files.list(plain)) {
      for (Path one : files.toList()) {
        Files.copy(one, data.resolve(one.getFileName()));
      }
    }
    Files.writeString(data.resolve("salesforce-lead.yaml"), lead);
    Path link = folder.resolve("..data_tmp");
    Files.createSymbolicLink(link, Path.of(stamp));
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> files = Files.list(data)) {
      for (Path one : files.toList()) {
        Path name = folder.resolve(one.getFileName());
        if (!Files.isSymbolicLink(name)) {
          Files.createSymbolicLink(name, Path.of("..data").resolve(one.getFileName()));
        }
      }
    }
  }
}
