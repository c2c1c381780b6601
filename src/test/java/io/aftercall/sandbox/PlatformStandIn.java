package io.aftercall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.sandbox.web.Answer;
import io.aftercall.sandbox.web.Ask;
import io.aftercall.sandbox.web.LoopbackServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phone platform's API on 127.0.0.1: its list of calls and each call by its id. */
public final class PlatformStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> calls = new LinkedHashMap<>();
  private final Deque<Answer> next = new ArrayDeque<>();
  private final List<Ask> asked = new ArrayList<>();
  private final LoopbackServer server = LoopbackServer.start(0, this::answer);
  private String token = "platform-key";

  public static PlatformStandIn start() {
    return new PlatformStandIn();
  }

  /** Where the API begins. */
  public String url() {
    return server.url() + "/api";
  }

  public synchronized String token() {
    return token;
  }

  /** From now on only this key is let in. */
  public synchronized void token(String other) {
    token = other;
  }

  /** A completed call of one minute. */
  public synchronized ObjectNode add(int id, String phone, String began) {
    ObjectNode call = JSON.createObjectNode();
    call.put("id", id)
        .put("type", "outbound")
        .put("client_phone_number", phone)
        .put("assistant_phone_number", "+4930111111")
        .put("assistant_name", "Sarah")
        .putNull("campaign_name")
        .put("status", "completed");
    call.putArray("transcript").addObject().put("text", "Hello").put("sender", "bot");
    call.putObject("variables").put("customer_name", "Max Mustermann");
    ArrayNode evaluation = call.putArray("evaluation");
    evaluation.addObject().put("name", "status").put("type", "bool").put("value", true);
    evaluation.addObject().put("name", "summary").put("type", "string").put("value", "Talked");
    call.putNull("recording_url")
        .put("total_cost", "0.02")
        .putNull("webhook_response")
        .put("created_at", began)
        .put("updated_at", began.replace(":00Z", ":59Z"));
    calls.put(String.valueOf(id), call);
    return call;
  }

  /** Answers the next requests so, one after the other, whatever they ask. */
  public synchronized void answerNext(Answer... answers) {
    next.addAll(List.of(answers));
  }

  public synchronized List<Ask> asked() {
    return List.copyOf(asked);
  }

  public synchronized void clear() {
    calls.clear();
    next.clear();
    asked.clear();
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Answer answer(Ask ask) {
    asked.add(ask);
    if (!next.isEmpty()) {
      return next.poll();
    }
    if (!ask.header("Authorization").equals("Bearer " + token)) {
      return Answer.json(401, "{\"message\":\"Unauthenticated.\"}");
    }
    if (ask.path().equals("/api/user/calls")) {
      return Answer.json(200, list(ask.parameters()).toString());
    }
    List<String> path = ask.segments();
    ObjectNode call = path.size() == 4 ? calls.get(path.get(3)) : null;
    return call == null
        ? Answer.json(404, "{\"message\":\"Call not found\"}")
        : Answer.json(200, call.toString());
  }

  private JsonNode list(Map<String, String> query) {
    List<ObjectNode> all = new ArrayList<>(calls.values());
    all.removeIf(
        call ->
            call.path("created_at").asText().compareTo(query.getOrDefault("date_from", "")) < 0);
    int size = Math.min(100, Integer.parseInt(query.getOrDefault("per_page", "15")));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int last = Math.max(1, (all.size() + size - 1) / size);
    ObjectNode answer = JSON.createObjectNode();
    int from = Math.min(all.size(), (page - 1) * size);
    ArrayNode data = answer.putArray("data");
    all.subList(from, Math.min(all.size(), from + size)).forEach(data::add);
    answer.put("current_page", page).put("last_page", last).put("total", all.size());
    if (page < last) {
      answer.put("next_page_url", server.url() + "/api/user/calls?page=" + (page + 1));
    } else {
      answer.putNull("next_page_url");
    }
    return answer;
  }
}
