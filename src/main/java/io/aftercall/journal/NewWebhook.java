package io.aftercall.journal;

import java.util.Arrays;

/**
 * A proven webhook, as it came.
 *
 * @param source name of the source
 * @param kind call, conversation, message_status; null when not understood
 * @param callId the sender's id of the call; null when not understood
 * @param contentHash of the body: equal means the same content
 * @param headersJson the headers that are kept, as a JSON object, or null
 * @param body the exact bytes
 * @param problem why it was not understood, in plain words; null when it was
 */
public record NewWebhook(
    String source,
    String kind,
    String callId,
    String contentHash,
    String headersJson,
    byte[] body,
    String problem) {

  /** The same with the beginning of its body only; known by the hash of all of it. */
  public NewWebhook cutTo(int bytes) {
    byte[] kept = body.length > bytes ? Arrays.copyOf(body, bytes) : body;
    return new NewWebhook(source, kind, callId, contentHash, headersJson, kept, problem);
  }

  boolean understood() {
    return problem == null;
  }

  /** What is not understood is known by its content only. */
  String key() {
    return understood() ? callId : "sha256:" + contentHash;
  }
}
