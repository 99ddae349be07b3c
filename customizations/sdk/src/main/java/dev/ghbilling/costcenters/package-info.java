/** Who is charged for what a user consumes. */
@NullMarked
package dev.ghbilling.costcenters;

import org.jspecify.annotations.NullMarked;
