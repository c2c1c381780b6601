/**
 * Asks a sender's own platform about its calls: which there are, and what it holds of one.
 *
 * <p>Doors: {@link aftercall.platform.Reconciliation} (what never came is fetched) and {@link
 * aftercall.platform.PlatformProblem} (why nothing can be asked).
 */
package aftercall.platform;
