/** What follows from a contract that grows. */
@NullMarked
package dev.ghbilling.growth;

import org.jspecify.annotations.NullMarked;
