package io.aftercall.destination.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that holds what it hears against RFC 5321, 5322, 6531 and 4954 and notes each
 * offence: bare line ends, bytes over 127 without SMTPUTF8, lines too long, addresses that are
 * none, commands out of order. What it offers and answers is the test's to say; an answer may also
 * be {@code hang}, {@code close}, {@code drip} or {@code endless}.
 */
final class StrictSmtp implements AutoCloseable {
  private static final Pattern ASCII_PATH =
      Pattern.compile(
          "<([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}|\"[^\"]{1,62}\")@[A-Za-z0-9.\\[\\]:-]{1,255}>");
  private static final Pattern UTF8_PATH = Pattern.compile("<[^<>@\\s]+@[A-Za-z0-9.-]{1,255}>");

  private final ServerSocket server;
  private final Set<String> offers = new LinkedHashSet<>();
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final List<String> offences = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private SSLContext tls;
  private boolean implicit;
  private volatile int era;

  /**
   * @param offers lines of the answer to EHLO: {@code SMTPUTF8}, {@code AUTH PLAIN}
   */
  StrictSmtp(String... offers) throws IOException {
    this.offers.addAll(List.of(offers));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::listen, "strict-smtp");
    listener.setDaemon(true);
    listener.start();
  }

  /** With TLS, from the start or by STARTTLS. */
  StrictSmtp encrypted(SSLContext context, boolean fromStart) {
    tls = context;
    implicit = fromStart;
    if (!fromStart) {
      offers.add("STARTTLS");
    }
    return this;
  }

  /**
   * @param command {@code hello}, {@code EHLO}, {@code AUTH}, {@code MAIL}, {@code RCPT}, {@code
   *     DATA}, {@code .}, or the start of a whole line; the longest that fits counts
   */
  StrictSmtp answering(String command, String answer) {
    return answering(command, (answer + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Byte by byte as it is; without a line's end it hangs up after it. */
  StrictSmtp answering(String command, byte[] answer) {
    answers.put(command, answer);
    return this;
  }

  /** All is as at first, but for what it offers. What earlier conversations still say is theirs. */
  void forget() {
    answers.clear();
    offences.clear();
    commands.clear();
    texts.clear();
    era++;
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> offences() {
    return offences;
  }

  /** In the order they came. */
  List<String> commands() {
    return commands;
  }

  List<String> commands(String start) {
    return commands.stream().filter(line -> line.startsWith(start)).toList();
  }

  /** Of each message it took, with CRLF. */
  List<String> texts() {
    return texts;
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread talk = new Thread(() -> talk(client), "strict-smtp-talk");
        talk.setDaemon(true);
        talk.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client) {
      new Conversation(implicit ? wrapped(client) : client).run();
    } catch (IOException | InterruptedException hungUp) {
      commands.add("(hung up)");
    } finally {
      open.remove(client);
    }
  }

  private Socket wrapped(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), 0, true);
    socket.setUseClientMode(false);
    return socket;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : open) {
      client.close();
    }
  }

  /** With one client. */
  private final class Conversation {
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean greeted;
    private final int began = era;
    private boolean utf8;
    private int sent;
    private int named;

    Conversation(Socket socket) throws IOException {
      over(socket);
    }

    private void over(Socket connection) throws IOException {
      socket = connection;
      in = new BufferedInputStream(connection.getInputStream());
      out = new BufferedOutputStream(connection.getOutputStream());
    }

    void run() throws IOException, InterruptedException {
      if (!answer("hello", "220 strict.example ESMTP")) {
        return;
      }
      for (String line = line(512); line != null; line = line(512)) {
        commands.add(line);
        if (!command(line)) {
          return;
        }
      }
    }

    private boolean command(String line) throws IOException, InterruptedException {
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (word) {
        case "EHLO":
          greeted = true;
          expect(line.matches("EHLO [A-Za-z0-9.\\[\\]:-]+"), "EHLO without a name: " + line);
          return answer(line, String.join("\r\n", hello()));
        case "HELO":
          greeted = true;
          return answer(line, "250 strict.example");
        case "STARTTLS":
          boolean goes = answer(line, "220 go on");
          if (goes) {
            over(wrapped(socket));
            greeted = false;
          }
          return goes;
        case "AUTH":
          return login(line);
        case "MAIL":
          return mail(line);
        case "RCPT":
          expect(sent == 1, "RCPT before MAIL");
          expect(path(line.substring(8).split(" ")[0]), "no address: " + line);
          boolean further = answer(line, "250 2.1.5 fine");
          named++;
          return further;
        case "DATA":
          return data(line);
        case "RSET":
          sent = 0;
          named = 0;
          return answer(line, "250 2.0.0 forgotten");
        case "QUIT":
          answer(line, "221 2.0.0 bye");
          return false;
        case "NOOP":
          return answer(line, "250 2.0.0 yes");
        default:
          offences.add("unknown command: " + line);
          return answer(line, "500 5.5.1 what?");
      }
    }

    private List<String> hello() {
      List<String> lines = new java.util.ArrayList<>();
      lines.add("250-strict.example");
      offers.stream()
          .filter(offer -> !(offer.equals("STARTTLS") && socket instanceof SSLSocket))
          .forEach(offer -> lines.add("250-" + offer));
      int last = lines.size() - 1;
      lines.set(last, "250 " + lines.get(last).substring(4));
      return lines;
    }

    private boolean login(String line) throws IOException, InterruptedException {
      expect(greeted, "AUTH before EHLO");
      String[] words = line.split(" ");
      expect(
          offers.stream().anyMatch(o -> o.startsWith("AUTH") && o.contains(" " + words[1])),
          "AUTH with what is not offered: " + words[1]);
      if (words[1].equals("LOGIN") && words.length == 2) {
        say("334 VXNlcm5hbWU6\r\n");
        decoded(line(512));
      }
      if (words[1].equals("LOGIN")) {
        say("334 UGFzc3dvcmQ6\r\n");
        decoded(line(512));
      } else if (words.length > 2) {
        decoded(words[2]);
      } else {
        say("334 \r\n");
        decoded(line(12_288));
      }
      return answer(line, "235 2.7.0 welcome");
    }

    private void decoded(String text) {
      try {
        Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException | NullPointerException none) {
        offences.add("no Base64 in AUTH");
      }
    }

    private boolean mail(String line) throws IOException, InterruptedException {
      expect(greeted, "MAIL before EHLO");
      expect(sent == 0, "MAIL twice");
      utf8 = line.endsWith(" SMTPUTF8");
      expect(!utf8 || offers.contains("SMTPUTF8"), "SMTPUTF8 that is not offered");
      expect(line.startsWith("MAIL FROM:<"), "no MAIL FROM: " + line);
      expect(path(line.substring(10).split(" ")[0]), "no address: " + line);
      sent = 1;
      return answer(line, "250 2.1.0 fine");
    }

    private boolean path(String path) {
      return (utf8 ? UTF8_PATH : ASCII_PATH).matcher(path).matches();
    }

    private boolean data(String line) throws IOException, InterruptedException {
      expect(named > 0, "DATA before RCPT");
      if (!answer(line, "354 go on")) {
        return false;
      }
      if (!new String(given(line, "354"), StandardCharsets.UTF_8).startsWith("354")) {
        return true;
      }
      StringBuilder text = new StringBuilder();
      for (String one = line(1000); !".".equals(one); one = line(1000)) {
        if (one == null) {
          return false;
        }
        text.append(one.startsWith(".") ? one.substring(1) : one).append("\r\n");
      }
      if (began == era) {
        texts.add(text.toString());
      }
      sent = 0;
      named = 0;
      return answer(".", "250 2.0.0 taken");
    }

    /** Null at the end. Counts and tells what a line must not be. */
    private String line(int longest) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean high = false;
      for (int one = in.read(), before = 0; one >= 0; before = one, one = in.read()) {
        if (one == '\n') {
          expect(before == '\r', "a line feed alone");
          byte[] bytes = line.toByteArray();
          expect(bytes.length + 1 <= longest, "a line of " + bytes.length);
          expect(!high || utf8 || isUtf8Mail(bytes), "8 bits: " + line);
          int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? 1 : 0;
          return new String(bytes, 0, bytes.length - end, StandardCharsets.UTF_8);
        }
        expect(before != '\r', "a carriage return alone");
        high |= one > 127;
        line.write(one);
      }
      return null;
    }

    private boolean isUtf8Mail(byte[] line) {
      return new String(line, StandardCharsets.UTF_8).strip().endsWith(" SMTPUTF8");
    }

    private void expect(boolean right, String offence) {
      if (!right) {
        offences.add(offence);
      }
    }

    private byte[] given(String line, String usual) {
      return answers.entrySet().stream()
          .filter(entry -> line.startsWith(entry.getKey()))
          .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
          .map(Map.Entry::getValue)
          .orElse((usual + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the conversation goes on. */
    private boolean answer(String line, String usual) throws IOException, InterruptedException {
      byte[] said = given(line, usual);
      switch (new String(said, StandardCharsets.UTF_8).strip()) {
        case "hang":
          return in.read() < 0 && false;
        case "close":
          return false;
        case "drip":
          return drip();
        case "endless":
          return endless();
        default:
          out.write(said);
          out.flush();
          return said.length > 0 && said[said.length - 1] == '\n';
      }
    }

    private void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private boolean drip() throws IOException, InterruptedException {
      while (true) {
        say("250-x\r\n");
        Thread.sleep(20);
      }
    }

    private boolean endless() throws IOException {
      while (true) {
        out.write("250-and another thing that I wanted to say\r\n".getBytes());
      }
    }
  }
}
