/**
 * The pages of a list: which one to request next, and when the list is complete.
 *
 * <p>Nouns enter with a {@link dev.ghbilling.internal.page.PageSource}; a {@code PagedList} leaves.
 * How a page is requested is the business of the noun.
 */
@NullMarked
package dev.ghbilling.internal.page;

import org.jspecify.annotations.NullMarked;
