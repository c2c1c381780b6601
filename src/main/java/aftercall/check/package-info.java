/**
 * Asks whether all pieces fit, before the door opens: every file under {@code config/} and {@code
 * routes/}, each by itself and with the others. Pure: no Camel, no database, no network.
 *
 * <p>Door: {@link aftercall.check.Check}.
 */
package aftercall.check;
