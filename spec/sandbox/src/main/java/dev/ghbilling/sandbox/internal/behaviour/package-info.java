/**
 * The behaviour of operations: what each one does with a request that the contract allows.
 *
 * <ul>
 *   <li>In comes an operation's request; the {@link BehaviourRegistry} knows who responds to it.
 *   <li>Out goes the documented example, or a response made from state where an example isn't
 *       enough: usage, cost centers and exports.
 *   <li>Not its business: HTTP, and whether the request is valid.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.behaviour;

import org.jspecify.annotations.NullMarked;
