/**
 * How responses become records: a document at a time, or the elements of one long list.
 *
 * <p>The call room and the nouns enter with a {@link feign.Response}; records leave, or an {@link
 * dev.ghbilling.error.UnreadableResponseException} that says where the document is wrong. The
 * mapper and its exactness belong to the generated client, {@link dev.ghbilling.client.ApiJson}.
 */
@NullMarked
package dev.ghbilling.internal.json;

import org.jspecify.annotations.NullMarked;
