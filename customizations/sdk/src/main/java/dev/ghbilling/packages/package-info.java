/** Data transferred out of GitHub Packages. */
@NullMarked
package dev.ghbilling.packages;

import org.jspecify.annotations.NullMarked;
