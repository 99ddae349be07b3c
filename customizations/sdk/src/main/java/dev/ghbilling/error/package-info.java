/** What a call throws when it does not bring what was asked for. */
@NullMarked
package dev.ghbilling.error;

import org.jspecify.annotations.NullMarked;
