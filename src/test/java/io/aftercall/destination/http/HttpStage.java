package io.aftercall.destination.http;

import io.aftercall.KameletStage;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import io.aftercall.destination.salesforce.WriteRules;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;

/** The HTTP kamelet in front of a real server that answers as each test tells it. */
abstract class HttpStage {
  static final String HERE = "127.0.0.1, ::1";
  static final String PLAIN = "kamelet:post-json?urlSetting=aftercall.crm-http.url";
  static final String SIGNED = PLAIN + "&sign=true";

  final Map<String, String> settings = new HashMap<>();
  final InstantSource clock = InstantSource.system();
  final Map<String, String> kept = new HashMap<>();
  final TokenSteps.RefreshTokens refreshTokens =
      new TokenSteps.RefreshTokens() {
        @Override
        public Optional<String> get(String name) {
          return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void keep(String name, String token) {
          kept.put(name, token);
        }
      };
  DnsResolver names = SystemDefaultDnsResolver.INSTANCE;
  LoopbackServer system;
  KameletStage stage;

  @AfterEach
  void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (system != null) {
      system.close();
    }
  }

  void start(String to, String path, Function<Asked, Answer> answers) throws Exception {
    system = new LoopbackServer(answers);
    settings.put("aftercall.crm-http.url", system.url() + path);
    stage = stage(to);
  }

  KameletStage stage(String to) throws Exception {
    return new KameletStage(beans(), to).reaching(HERE);
  }

  Map<String, Object> beans() {
    HttpStatusClassifier answers = new HttpStatusClassifier(clock);
    HttpExceptionClassifier failures = new HttpExceptionClassifier(answers);
    TokenSteps tokens =
        new TokenSteps(new HttpSettings(settings::get, false), clock, refreshTokens);
    return Map.of(
        "http-posts",
        new JsonPostSteps(new HttpSettings(settings::get, false), answers, failures, clock),
        "http-json",
        new JsonSteps(new HttpSettings(settings::get, false), answers, failures, tokens),
        "http-json-holds",
        new CurrentFields(WriteRules.activeConfig()),
        "http-token",
        tokens,
        "http-client-rules",
        HttpConfiguration.httpClientRules(),
        "http-component",
        new SsrfSafeHttpComponent(names));
  }
}
