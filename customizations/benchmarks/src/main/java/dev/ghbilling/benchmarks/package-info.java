/** The SDK measured side by side with what people would use instead: same server, same JVM. */
@NullMarked
package dev.ghbilling.benchmarks;

import org.jspecify.annotations.NullMarked;
