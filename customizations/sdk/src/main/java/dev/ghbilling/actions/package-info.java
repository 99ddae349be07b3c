/** Minutes of GitHub Actions. */
@NullMarked
package dev.ghbilling.actions;

import org.jspecify.annotations.NullMarked;
