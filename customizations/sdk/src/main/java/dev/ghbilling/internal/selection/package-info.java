/**
 * Checks that every item of a response has the values that the query asked for, for each parameter
 * that the contract's {@link dev.ghbilling.client.Selects} describes.
 *
 * <p>Takes a query and returns a message for a mismatch. Items don't show the value of some
 * parameters, such as the hour; the nouns prove that the server narrows by those.
 */
@NullMarked
package dev.ghbilling.internal.selection;

import org.jspecify.annotations.NullMarked;
