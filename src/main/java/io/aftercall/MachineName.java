package io.aftercall;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called: the name of a node that was given none. */
final class MachineName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final String NAMELESS = "node-1";

  private MachineName() {}

  static String get() {
    return of(KERNEL);
  }

  /**
   * The kernel is asked first: the variable HOSTNAME is a shell's own, and a name server may wait.
   */
  static String of(Path kernel) {
    try {
      String name = Files.readString(kernel).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // No Linux.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return NAMELESS;
    }
  }
}
