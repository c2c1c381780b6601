package io.aftercall;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.aftercall.cli.Cli;
import io.aftercall.ops.StartFailure;
import io.aftercall.ops.StopLimit;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/** The service and its command line. */
public final class Aftercall {
  private static final int RUNNING = -1;

  private Aftercall() {}

  public static void main(String[] args) {
    int exit =
        Cli.run(
            new Cli.CliContext(
                Aftercall::serve,
                ProtocolModules.dryRunBeans(),
                ProtocolModules::settings,
                System::getenv),
            args);
    if (exit != RUNNING) {
      System.exit(exit);
    }
  }

  /** The service goes on in threads of its own when this returns. */
  private static int serve(String... settings) {
    // Why it did not start is said below, once and in plain words.
    ((Logger) LoggerFactory.getLogger(SpringApplication.class)).setLevel(Level.OFF);
    StopLimit stopLimit = StopLimit.install();
    try {
      SpringApplication service = new SpringApplication(ServiceApplication.class);
      service.setDefaultProperties(Map.of("aftercall.node", MachineName.get()));
      service.addListeners(new InstallationFolder(), new DataFolder());
      stopLimit.configure(service.run(settings));
      return RUNNING;
    } catch (RuntimeException e) {
      StartFailure failure = StartFailure.of(e).orElseThrow(() -> e);
      System.err.println("Aftercall did not start.\n" + failure.message());
      return failure.exit();
    }
  }
}
