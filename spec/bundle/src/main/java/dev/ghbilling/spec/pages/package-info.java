/**
 * The contract's documentation: one HTML page, and a sample call of each operation in five
 * languages.
 *
 * <ul>
 *   <li>In comes the bundled contract; values for the calls come from {@code SampleValues}.
 *   <li>Out go a page that needs no network, and source files that the modules of each language
 *       compile.
 *   <li>Not its business: whether the samples compile.
 * </ul>
 */
@NullMarked
package dev.ghbilling.spec.pages;

import org.jspecify.annotations.NullMarked;
