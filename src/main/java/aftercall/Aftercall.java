package aftercall;

import org.springframework.boot.SpringApplication;

/** The service and its command line. */
public final class Aftercall {
  private Aftercall() {}

  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }
}
