package io.aftercall.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void showsAMistakeOfAStandInAsA500() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.start(
            0,
            ask -> {
              throw new IllegalArgumentException("no such thing");
            })) {
      HttpResponse<String> answer = get(server, "/");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("no such thing");
    }
  }

  @Test
  void decodesEachSegmentOnItsOwn() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.start(0, ask -> Answer.text(200, ask.segments() + " " + ask.parameters()))) {
      assertThat(get(server, "/a%2Fb/c+d/e%20f?q=x+y%2B&r=%C3%BC").body())
          .isEqualTo("[a/b, c+d, e f] {q=x y+, r=ü}");
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    try (LoopbackServer server = LoopbackServer.start(0, ask -> Answer.empty(200))) {
      assertThatThrownBy(() -> LoopbackServer.start(server.port(), ask -> Answer.empty(200)))
          .hasMessageContaining("Port " + server.port());
    }
  }

  private HttpResponse<String> get(LoopbackServer server, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }
}
