/**
 * How requests reach the tested server. Checks enter through {@code CheckContext}, a run through
 * {@link dev.ghbilling.conformance.internal.http.ServerClient}. Those of somebody's client go
 * through {@link dev.ghbilling.conformance.internal.http.ReverseProxy}.
 *
 * <p>What leaves: a response, or a verdict thrown when there is none. Not its business: what a
 * response should contain, and whether a request may be sent at all.
 */
@NullMarked
package dev.ghbilling.conformance.internal.http;

import org.jspecify.annotations.NullMarked;
