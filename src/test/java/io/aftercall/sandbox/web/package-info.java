/**
 * A loopback HTTP server whose answers can misbehave; doors: {@link
 * io.aftercall.sandbox.web.LoopbackServer}, {@link io.aftercall.sandbox.web.Ask}, {@link
 * io.aftercall.sandbox.web.Answer}.
 */
package io.aftercall.sandbox.web;
