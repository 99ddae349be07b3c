/**
 * The behaviour of operations: what each one does with a request that the contract allows. It comes
 * from the contract's extensions, so that a new operation needs none of its own.
 *
 * <ul>
 *   <li>In comes an operation's request; the {@link BehaviourRegistry} knows who responds to it: a
 *       {@link ResourceCollection} for {@code x-resource}, the {@link UsageReports} for {@code
 *       x-stream} and {@code x-sums}, or else the documented example.
 *   <li>Out goes a document, in which the {@link SelectedDocument} keeps what {@code x-selects} and
 *       {@code x-pagination} say that the request asks for.
 *   <li>Not its business: HTTP, and whether the request is valid.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.behaviour;

import org.jspecify.annotations.NullMarked;
