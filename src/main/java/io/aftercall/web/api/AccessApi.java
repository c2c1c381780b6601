package io.aftercall.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.bulk.AuditLog;
import io.aftercall.security.Role;
import io.aftercall.security.Tokens;
import io.aftercall.security.Users;
import io.aftercall.web.console.BadRequestException;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may use the console, and which programs the API. For admins. */
@RestController
@RequestMapping("/api/v1")
public class AccessApi {
  private static final int MOST_DAYS = 3_650;

  private final Users users;
  private final Tokens tokens;
  private final AuditLog actions;

  AccessApi(Users users, Tokens tokens, AuditLog actions) {
    this.users = users;
    this.tokens = tokens;
    this.actions = actions;
  }

  /**
   * @param password only when it was made up just now; it is shown this once
   */
  record UserJson(String name, String role, String password) {}

  record AllUsers(List<UserJson> users) {}

  /**
   * @param end null: never
   * @param token only when it was made just now; it is shown this once
   */
  record TokenJson(String name, String role, Instant end, String token) {}

  record AllTokens(List<TokenJson> tokens) {}

  @GetMapping("/users")
  AllUsers users() {
    return new AllUsers(users.all().stream().map(user -> json(user, null)).toList());
  }

  private static UserJson json(Users.UserRecord user, String password) {
    return new UserJson(user.name(), user.role().text(), password);
  }

  /** Body: {@code role} for a new one, {@code password} unless one is to be made up. */
  @PostMapping("/users/{name}")
  UserJson setUser(
      @PathVariable String name, @RequestBody(required = false) JsonNode body, Principal who) {
    Role role = role(body);
    String password = text(body, "password");
    String word = users.set(name, role, password);
    actions.record(who.getName(), "user", name + (role == null ? "" : " is " + role.text()), null);
    Users.UserRecord now = named(name);
    return json(now, password == null ? word : null);
  }

  /** Body: {@code role}. */
  @PostMapping("/users/{name}/role")
  UserJson promote(@PathVariable String name, @RequestBody JsonNode body, Principal who) {
    Role role = role(body);
    if (role == null) {
      throw new BadRequestException("say which role: viewer, operator or admin");
    }
    users.setRole(name, role);
    actions.record(who.getName(), "user", name + " is " + role.text(), null);
    return json(named(name), null);
  }

  @DeleteMapping("/users/{name}")
  AllUsers removeUser(@PathVariable String name, Principal who) {
    users.remove(name);
    actions.record(who.getName(), "user", name + " is let in no more", null);
    return users();
  }

  private Users.UserRecord named(String name) {
    return users.all().stream().filter(user -> user.name().equals(name)).findFirst().orElseThrow();
  }

  @GetMapping("/tokens")
  AllTokens tokens() {
    return new AllTokens(tokens.all().stream().map(token -> json(token, null)).toList());
  }

  private static TokenJson json(Tokens.TokenRecord token, String word) {
    return new TokenJson(token.name(), token.role().text(), token.end(), word);
  }

  /** Body: {@code role}, and {@code days} unless it is for good. */
  @PostMapping("/tokens/{name}")
  TokenJson make(@PathVariable String name, @RequestBody JsonNode body, Principal who) {
    Role role = role(body);
    if (role == null) {
      throw new BadRequestException("say which role: viewer, operator or admin");
    }
    String word = tokens.make(name, role, life(body));
    actions.record(who.getName(), "token", name + " is " + role.text(), null);
    return tokens.all().stream()
        .filter(token -> token.name().equals(name))
        .map(token -> json(token, word))
        .findFirst()
        .orElseThrow();
  }

  @DeleteMapping("/tokens/{name}")
  AllTokens removeToken(@PathVariable String name, Principal who) {
    tokens.remove(name);
    actions.record(who.getName(), "token", name + " opens nothing any more", null);
    return tokens();
  }

  private static Role role(JsonNode body) {
    String text = text(body, "role");
    return text == null
        ? null
        : Role.of(text)
            .orElseThrow(() -> new BadRequestException("role must be viewer, operator or admin"));
  }

  private static Duration life(JsonNode body) {
    JsonNode days = body.get("days");
    if (days == null || days.isNull()) {
      return null;
    }
    if (!days.isInt() || days.intValue() < 1 || days.intValue() > MOST_DAYS) {
      throw new BadRequestException("days must be a number from 1 to " + MOST_DAYS);
    }
    return Duration.ofDays(days.intValue());
  }

  private static String text(JsonNode body, String name) {
    JsonNode value = body == null ? null : body.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadRequestException(name + " must be a text");
    }
    return value.textValue();
  }
}
