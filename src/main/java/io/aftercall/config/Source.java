package io.aftercall.config;

import io.aftercall.call.SourceRules;

/**
 * Who may send us calls, and how to read them: one file {@code config/sources/<name>.yaml}.
 *
 * @param name the word in {@code /webhooks/<name>} and in {@code inbox:<name>}
 * @param platform the sender's own platform, or null when it cannot be asked
 * @param version first 12 hex digits of the file's SHA-256
 */
public record Source(
    String name,
    String description,
    SourceAccess admission,
    SourceRules rules,
    IgnoredTestCalls testCalls,
    SenderApi platform,
    String version) {}
