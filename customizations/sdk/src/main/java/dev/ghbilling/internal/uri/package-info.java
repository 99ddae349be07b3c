/**
 * URLs and the rules for them: base URLs, path segments, origins, {@code Location} and {@code
 * Link}.
 *
 * <p>The call and transport rooms and the downloads enter with texts and get URLs that are safe to
 * send to, or an {@link java.lang.IllegalArgumentException} that names the setting. Nothing here
 * connects, and nothing here knows a token.
 */
@NullMarked
package dev.ghbilling.internal.uri;

import org.jspecify.annotations.NullMarked;
