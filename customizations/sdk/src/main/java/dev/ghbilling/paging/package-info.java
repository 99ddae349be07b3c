/**
 * Lists that the API sends page by page.
 *
 * <p>Nouns return a {@link dev.ghbilling.paging.PagedList}; how pages are requested is the business
 * of {@code dev.ghbilling.internal.page}.
 */
@NullMarked
package dev.ghbilling.paging;

import org.jspecify.annotations.NullMarked;
