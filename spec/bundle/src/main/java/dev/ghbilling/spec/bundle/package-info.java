/**
 * The programs of the build that check and bundle the contract.
 *
 * <ul>
 *   <li>In come {@code spec/openapi.yaml}, the examples, and the lists of what hand-written code
 *       uses.
 *   <li>Out goes one self-contained document with what WireMock and Microcks need to serve it, or
 *       an exception with a line for each fault.
 *   <li>Not its business: pages, and the comparison with other contracts.
 * </ul>
 */
@NullMarked
package dev.ghbilling.spec.bundle;

import org.jspecify.annotations.NullMarked;
