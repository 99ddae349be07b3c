/**
 * The API in general: what happens to a request whichever operation it is for.
 *
 * <ul>
 *   <li>In comes a request at the API's port. It is routed, authenticated and validated against the
 *       contract; what fails is a GitHub error.
 *   <li>Out goes an {@link ValidRequest} to the operation's {@link Behaviour}, and the response
 *       back with GitHub's headers and rate limit.
 *   <li>Not its business: what any single operation does.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.api;

import org.jspecify.annotations.NullMarked;
