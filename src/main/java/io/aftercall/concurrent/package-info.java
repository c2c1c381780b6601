/**
 * Worker loops, wake-ups between them, and the detection of clock changes.
 *
 * <p>For other packages: {@code WorkerLoop}, {@code WakeUpRegistry}, {@code ClockShiftDetector}.
 */
package io.aftercall.concurrent;
