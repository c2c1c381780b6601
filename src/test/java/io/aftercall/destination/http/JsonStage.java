package io.aftercall.destination.http;

import io.aftercall.KameletStage;
import io.aftercall.LoopbackServer;
import io.aftercall.LoopbackServer.Answer;
import io.aftercall.LoopbackServer.Asked;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A step {@code http-json} with its parameters as in a route file. */
abstract class JsonStage extends HttpStage {

  void start(Map<String, String> parameters, String path, Function<Asked, Answer> answers)
      throws Exception {
    system = new LoopbackServer(answers);
    settings.put("crm.url", system.url() + path);
    stage = step(parameters);
  }

  KameletStage step(Map<String, String> parameters) throws Exception {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("urlSetting", "crm.url");
    return KameletStage.ofStep(beans(), "kamelet:http-json", all).reaching(HERE);
  }
}
