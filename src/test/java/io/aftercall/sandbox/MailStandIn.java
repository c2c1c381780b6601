package io.aftercall.sandbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An SMTP server on 127.0.0.1 that takes everything and keeps what it took, in order. */
public final class MailStandIn implements AutoCloseable {
  private final GreenMail server;
  private final GreenMailUser postmaster;
  private final List<Mail> mails = new ArrayList<>();

  private MailStandIn(String user, String password) {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    postmaster = server.setUser("postmaster@sandbox.example", user, password);
    server.getUserManager().setMessageDeliveryHandler(this::take);
  }

  /** Takes mail from anyone; who logs in may do so with any name and password. */
  public static MailStandIn start() {
    MailStandIn mail = new MailStandIn("postmaster", "");
    mail.server.getUserManager().setAuthRequired(false);
    return mail;
  }

  /** Refuses a login with another name or password: 535. */
  public static MailStandIn start(String user, String password) {
    MailStandIn mail = new MailStandIn(user, password);
    mail.server.getUserManager().setAuthRequired(true);
    return mail;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  /** One entry per message and recipient, in order of arrival. */
  public List<Mail> mails() {
    synchronized (mails) {
      return List.copyOf(mails);
    }
  }

  /** Waits until so many have arrived or the time is over, and gives what is there. */
  public List<Mail> await(int count, Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    synchronized (mails) {
      while (mails.size() < count && System.nanoTime() < end) {
        mails.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
      return List.copyOf(mails);
    }
  }

  public void clear() {
    synchronized (mails) {
      mails.clear();
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser take(MovingMessage message, MailAddress recipient)
      throws MessagingException, UserException {
    String from = message.getReturnPath() == null ? "" : message.getReturnPath().getEmail();
    Mail mail = MailReader.read(message.getMessage(), from, recipient.getEmail());
    synchronized (mails) {
      mails.add(mail);
      mails.notifyAll();
    }
    return postmaster;
  }
}
