package io.aftercall.destination.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * The library's SMTP over a connection of our own ({@link SmtpConnector}). SMTPUTF8 is asked for
 * where a message needs it and only there, as a server that hands it on may have to return it; and
 * a login that fails tells what the server offers. Public, as the library makes it by its name.
 */
public final class SmtpTransport extends SMTPTransport {
  private boolean opened;
  private boolean connecting;
  private boolean utf8;

  public SmtpTransport(Session session, URLName name) {
    super(session, name);
  }

  /** The library comes here a second time, with nothing, once it has been given the socket. */
  @Override
  public synchronized void connect(String host, int port, String user, String password)
      throws MessagingException {
    SmtpConnector connector = (SmtpConnector) session.getProperties().get(SmtpConnector.PROPERTY);
    if (connector == null || host != null && !host.equals(connector.settings().host())) {
      super.connect(host, port, user, password);
    } else if (opened) {
      MailSettings settings = connector.settings();
      super.connect(
          settings.host(),
          settings.port(),
          settings.hasLogin() ? settings.user() : null,
          settings.hasLogin() ? settings.password() : null);
    } else {
      opened = true;
      try {
        connect(open(connector));
      } finally {
        opened = false;
      }
    }
  }

  private static Socket open(SmtpConnector connector) throws MessagingException {
    try {
      return connector.open();
    } catch (IOException failed) {
      throw new MessagingException("no connection to the mail server", failed);
    }
  }

  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, String user, String password) throws MessagingException {
    connecting = true;
    try {
      return super.protocolConnect(host, port, user, password);
    } catch (AuthenticationFailedException refused) {
      boolean tried = !String.valueOf(refused.getMessage()).startsWith("No authentication mech");
      throw new SmtpLoginException(
          Optional.ofNullable(getExtensionParameter("AUTH")).orElse(""),
          tried,
          SmtpReply.of("AUTH", getLastReturnCode(), tried ? getLastServerResponse() : ""),
          refused);
    } finally {
      connecting = false;
    }
  }

  @Override
  public synchronized void sendMessage(Message message, Address[] addresses)
      throws MessagingException {
    Optional<String> field = OutgoingMail.utf8Field(message, addresses);
    utf8 = field.isPresent();
    if (utf8 && !supportsExtension("SMTPUTF8")) {
      throw new SmtpUtf8Exception(field.get());
    }
    super.sendMessage(message, addresses);
  }

  /** While it connects the library would log each server that has no SMTPUTF8. */
  @Override
  public boolean supportsExtension(String name) {
    if (name.equalsIgnoreCase("SMTPUTF8") && !utf8) {
      return connecting;
    }
    return super.supportsExtension(name);
  }
}
