/**
 * How the service itself is doing: readiness, the standing numbers monitoring watches, why it did
 * not start, and the examination an operator can ask for. Doors: {@link
 * aftercall.upkeep.StartFailure}, {@link aftercall.upkeep.Doctor}.
 */
package aftercall.upkeep;
