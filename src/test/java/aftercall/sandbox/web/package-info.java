/**
 * A loopback HTTP server whose answers can misbehave; doors: {@link
 * aftercall.sandbox.web.LoopbackServer}, {@link aftercall.sandbox.web.Ask}, {@link
 * aftercall.sandbox.web.Answer}.
 */
package aftercall.sandbox.web;
