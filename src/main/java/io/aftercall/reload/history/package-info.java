/**
 * Keeps every configuration version that was active, with the times of its activation.
 *
 * <p>For other packages: {@code ConfigVersions} and {@code FileDiffs}.
 */
package io.aftercall.reload.history;
