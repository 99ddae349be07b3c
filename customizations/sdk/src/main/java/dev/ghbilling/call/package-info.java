/** How calls behave, as far as an application may decide it: retries, rate limits, observation. */
@NullMarked
package dev.ghbilling.call;

import org.jspecify.annotations.NullMarked;
