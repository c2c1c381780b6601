/**
 * Runs everything and sends nothing: what would happen with a payload, and what an edit would
 * change over stored calls.
 *
 * <p>For other packages: {@code DryRun}, {@code DryRunReport} and {@code Preview}.
 */
package io.aftercall.dryrun;
