/** Measures the SDK, the command line and the suite beside what people would use instead. */
@NullMarked
package dev.ghbilling.benchmarks;

import org.jspecify.annotations.NullMarked;
