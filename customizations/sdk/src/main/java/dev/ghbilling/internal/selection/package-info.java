/**
 * What was asked, held against what came: every item of a response has to have the values of the
 * query parameters that select items, as the contract's {@link dev.ghbilling.client.Selects} says.
 *
 * <p>The call room enters with a query; what is wrong with a response leaves, in words. Parameters
 * whose value items don't show, such as the hour, are not this room's business: the nouns prove
 * that those narrow.
 */
@NullMarked
package dev.ghbilling.internal.selection;

import org.jspecify.annotations.NullMarked;
