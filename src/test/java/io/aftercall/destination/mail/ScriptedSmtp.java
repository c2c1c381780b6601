package io.aftercall.destination.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that says what the script says; a reply of {@code drop} hangs up. */
final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, String> script;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /**
   * @param script reply by start of the command; {@code .} is the end of the text, {@code hello}
   *     the greeting
   */
  ScriptedSmtp(Map<String, String> script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::listen, "scripted-smtp");
    listener.setDaemon(true);
    listener.start();
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  /** How many lines began so. */
  long heard(String start) {
    return heard.stream().filter(line -> line.startsWith(start)).count();
  }

  private void listen() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        serve(client);
      } catch (IOException hungUp) {
        heard.add("(hung up)");
      }
    }
  }

  private void serve(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
    String greeting = script.getOrDefault("hello", "220 scripted");
    if (greeting.equals("drop")) {
      return;
    }
    out.print(greeting + "\r\n");
    out.flush();
    boolean text = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      if (text && !line.equals(".")) {
        continue;
      }
      String reply = reply(line);
      if (reply.equals("drop")) {
        return;
      }
      text = reply.startsWith("354");
      out.print(reply + "\r\n");
      out.flush();
    }
  }

  private String reply(String line) {
    return script.entrySet().stream()
        .filter(entry -> line.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(line.equals("DATA") ? "354 go on" : "250 ok");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
