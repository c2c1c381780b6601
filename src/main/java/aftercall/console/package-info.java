/**
 * Pages and a JSON API for people: look, try, retry.
 *
 * <p>Doors: none for other rooms; {@code /console} for browsers and {@code /api/v1} for programs,
 * on the management port. Whatever a person changes goes through {@link aftercall.outbox.Hands} and
 * {@link aftercall.journal.EventList#reopen}, with a name and a why.
 */
package aftercall.console;
