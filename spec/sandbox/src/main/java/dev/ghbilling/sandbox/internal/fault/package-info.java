/**
 * The parts of a fault: what is sent instead of a response, and what is changed in one.
 *
 * <ul>
 *   <li>In comes the description that a test gave with {@code Fault}.
 *   <li>Out goes a response, a changed header or a changed body.
 *   <li>Not its business: which request meets which fault.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.fault;

import org.jspecify.annotations.NullMarked;
