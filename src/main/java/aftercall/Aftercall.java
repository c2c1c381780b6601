package aftercall;

/** The service and its command line. */
public final class Aftercall {
  private Aftercall() {}

  public static void main(String[] args) {}
}
