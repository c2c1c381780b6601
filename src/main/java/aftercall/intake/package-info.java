/**
 * The door: prove, bound, name, append, receipt.
 *
 * <p>Doors: {@link aftercall.intake.Intake} (one request in, one answer out).
 */
package aftercall.intake;
