/** Metered usage, row by row, and its totals. */
@NullMarked
package dev.ghbilling.usage;

import org.jspecify.annotations.NullMarked;
