/**
 * Time as calls see it: the clock and the sleeper, which tests replace, and the deadline of a call.
 *
 * <p>Every room above measures and waits through {@link dev.ghbilling.internal.time.Time} and never
 * asks the system. What happens when a deadline passes is not decided here: the transport cuts the
 * exchange, and the call room stops retrying.
 */
@NullMarked
package dev.ghbilling.internal.time;

import org.jspecify.annotations.NullMarked;
