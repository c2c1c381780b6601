/**
 * Reads every shape a source sends into the one canonical call, purely: bytes in, values out, no
 * clock of its own, no I/O.
 *
 * <p>For other packages: {@code CallIdentity} (what is this, and which call), {@code CallReader}
 * (the whole call), {@code SourceRules} (what to know about a source), {@code PersonalDataMask} and
 * {@code RestrictedContent} (which values are shown to whom).
 */
package io.aftercall.call;
