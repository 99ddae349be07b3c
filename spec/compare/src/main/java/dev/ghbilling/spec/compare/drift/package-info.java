/**
 * Holds the contract against GitHub's own description of the billing API.
 *
 * <p>In go both documents and the list of known differences, out come the differences that the list
 * doesn't have, and the entries of the list that no longer apply.
 */
@NullMarked
package dev.ghbilling.spec.compare.drift;

import org.jspecify.annotations.NullMarked;
