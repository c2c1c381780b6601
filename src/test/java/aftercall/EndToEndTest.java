package aftercall;

import aftercall.sandbox.Sandbox;
import aftercall.sandbox.SandboxService;
import java.nio.file.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndTest {
  @Test
  void all(@TempDir Path dir) throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        SandboxService service =
            SandboxService.start(sandbox, dir, "--server.port=0", "--aftercall.door.port=0")) {
      for (String f :
          new String[] {
            "classic-campaign-busy",
            "classic-campaign-completed",
            "classic-nested-campaign-completed",
            "classic-no-campaign-completed",
            "classic-segments-completed",
            "conversation-ended-whatsapp",
            "message-status",
            "platform2-call-completed"
          }) {
        System.out.println(
            f
                + " "
                + service.post(Files.readAllBytes(Path.of("config/samples", f + ".json"))).body());
      }
      Thread.sleep(6000);
      System.out.println(sandbox.account());
    }
  }
}
