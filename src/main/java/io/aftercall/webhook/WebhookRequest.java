package io.aftercall.webhook;

import java.net.InetAddress;
import java.util.function.UnaryOperator;

/**
 * One request at the webhook endpoint, as it came.
 *
 * @param method HTTP method
 * @param rest what follows the source in the path, without the leading slash, still encoded; empty
 *     when nothing follows, null when the address only begins like the source's
 * @param query raw query string, or empty
 * @param header value of a request header by case-insensitive name, or null; of several with that
 *     name all, with ", " between
 * @param peer who opened the connection, or null when nobody knows
 * @param body the bytes of the wire, still in their content coding
 */
public record WebhookRequest(
    String method,
    String rest,
    String query,
    UnaryOperator<String> header,
    InetAddress peer,
    byte[] body) {}
