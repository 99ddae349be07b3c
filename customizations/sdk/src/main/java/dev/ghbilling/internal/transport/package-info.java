/**
 * How a request travels: a chain of {@link feign.Client}s, from the response cache down to the
 * network.
 *
 * <p>The call room enters with a {@link feign.Request} and {@link
 * dev.ghbilling.internal.transport.AttemptOptions}; a {@link feign.Response} leaves, whatever its
 * status, or an {@link java.io.IOException}. This room decides which host sees credentials, which
 * redirect is followed, what is logged and when an exchange is cut. It never sends anything twice
 * and never looks into a body.
 */
@NullMarked
package dev.ghbilling.internal.transport;

import org.jspecify.annotations.NullMarked;
