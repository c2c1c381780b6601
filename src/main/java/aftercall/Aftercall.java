package aftercall;

import aftercall.cli.Cli;
import org.springframework.boot.SpringApplication;

/** The service and its command line. */
public final class Aftercall {
  private static final int RUNNING = -1;

  private Aftercall() {}

  public static void main(String[] args) {
    int exit = Cli.run(new Cli.World(Aftercall::serve, Rooms::understudies, System::getenv), args);
    if (exit != RUNNING) {
      System.exit(exit);
    }
  }

  /** The service goes on in threads of its own when this returns. */
  private static int serve(String... settings) {
    SpringApplication.run(Service.class, settings);
    return RUNNING;
  }
}
