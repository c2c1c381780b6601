package io.aftercall.notification;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Whether the settings of notifications can be used, without a service. */
public final class NotifySettingsCheck {
  private static final String GROUP = "aftercall.notify";
  private static final String FILE = "config/application.yaml";

  private NotifySettingsCheck() {}

  /**
   * What is wrong with them.
   *
   * @param settings of the installation folder
   * @param file text of {@code config/application.yaml}, to say where it stands; may be empty
   */
  public static List<Problem> of(Environment settings, String file) {
    List<Problem> problems = new ArrayList<>();
    try {
      NotifySettings notify =
          Binder.get(settings).bindOrCreate(GROUP, Bindable.of(NotifySettings.class));
      notify.verify();
      if (notify.hasMail() && settings.getProperty("aftercall.mail.host", "").isBlank()) {
        problems.add(
            Problem.warning(
                place(file, "mail-to"),
                "notify-without-mail-server",
                GROUP + ".mail-to names people, and no mail server is set",
                "set AFTERCALL_MAIL_HOST and AFTERCALL_MAIL_FROM"));
      }
    } catch (BindException wrong) {
      String name = wrong.getName().toString();
      String kind = wrong.getTarget().getType().resolve(Object.class).getSimpleName();
      problems.add(
          Problem.at(
              place(file, name.substring(name.lastIndexOf('.') + 1)),
              "wrong-value",
              "the value of " + name + " is no " + kind,
              "see src/docs/notifications.md"));
    } catch (IllegalArgumentException wrong) {
      String[] parts = wrong.getMessage().split(": ", 2);
      problems.add(
          Problem.at(
              place(file, parts[0]), "wrong-value", GROUP + "." + parts[0] + " " + parts[1], ""));
    }
    return problems;
  }

  /** Where the key stands below {@code notify:}; the file alone when the environment sets it. */
  private static SourceLocation place(String file, String key) {
    Pattern line = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*:.*");
    List<String> lines = file.lines().toList();
    boolean below = false;
    for (int i = 0; i < lines.size(); i++) {
      below |= lines.get(i).strip().equals("notify:");
      if (below && line.matcher(lines.get(i)).matches()) {
        return new SourceLocation(FILE, i + 1, lines.get(i).indexOf(key) + 1);
      }
    }
    return SourceLocation.of(FILE);
  }
}
