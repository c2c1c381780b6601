package io.aftercall.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.aftercall.destination.PlannedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests one record would cause, and the answers to those that are questions; rides in the
 * exchange property {@value #PROPERTY}.
 */
final class DryRunConversation {
  static final String PROPERTY = "aftercall.dryRun";

  private final DryRunAnswers answers;
  private final List<DryRunRequest> requests = new ArrayList<>();

  DryRunConversation(DryRunAnswers answers) {
    this.answers = answers;
  }

  void send(PlannedRequest request) {
    requests.add(new DryRunRequest(request, "", null));
  }

  /** Returns the answer a person gave; empty for nothing found. */
  Optional<JsonNode> ask(String question, PlannedRequest request) {
    Optional<JsonNode> answer = answers.to(question);
    requests.add(new DryRunRequest(request, question, answer.orElse(NullNode.getInstance())));
    return answer;
  }

  List<DryRunRequest> requests() {
    return List.copyOf(requests);
  }
}
