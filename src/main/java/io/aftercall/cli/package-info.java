/**
 * The command line: one class per verb, exit codes in one place.
 *
 * <p>For other packages: {@code Cli} runs a command line and returns its exit code. What works on
 * files needs no server; everything live goes through the API.
 */
package io.aftercall.cli;
