/**
 * The HTTP server: requests as they came, responses as they are to be sent, and what lies between
 * both and the network.
 *
 * <ul>
 *   <li>In comes a connection to one of the two ports; a {@link ServerRequest} is read from it.
 *   <li>A {@link RequestHandler} of the rooms above makes a {@link ServerResponse} of it.
 *   <li>Out goes that response, sent as its {@link Delivery} asks: delayed, slow, or cut off.
 *   <li>Not its business: which operations there are. No other room of the sandbox is known here.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
