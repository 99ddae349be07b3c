/** Metrics and traces by Micrometer. The one package that needs {@code micrometer-observation}. */
@NullMarked
package dev.ghbilling.micrometer;

import org.jspecify.annotations.NullMarked;
