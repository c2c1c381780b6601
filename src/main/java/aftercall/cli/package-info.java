/**
 * The same as the console by keyboard: one class per verb, exit codes in one place.
 *
 * <p>Doors: {@link aftercall.cli.Cli} (runs a command line and says its exit code). What works on
 * files needs no server; everything live goes through the console's API.
 */
package aftercall.cli;
