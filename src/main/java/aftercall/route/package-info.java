/**
 * The Camel side: the three components, loading and swapping of route files, the dry run.
 *
 * <p>Doors: {@link aftercall.route.CamelSide} (starts and stops the road of a call), {@link
 * aftercall.route.InForce} (the rules in force), {@link aftercall.route.Rehearsal} (what would
 * happen with a call), {@link aftercall.route.DecideTests} (the tests beside decide routes), and
 * for route files {@code inbox:}, {@code outbox:}, {@code mapping:}.
 */
package aftercall.route;
