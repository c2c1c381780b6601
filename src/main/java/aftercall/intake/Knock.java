package aftercall.intake;

import java.util.function.UnaryOperator;

/**
 * One request at the door, as it came.
 *
 * @param method HTTP method
 * @param rest what follows the source in the path, without the leading slash, still encoded; empty
 *     when nothing follows, null when the address only begins like the source's
 * @param query raw query string, or empty
 * @param header value of a request header by case-insensitive name, or null
 * @param body the exact bytes
 */
public record Knock(
    String method, String rest, String query, UnaryOperator<String> header, byte[] body) {}
