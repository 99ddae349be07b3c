/**
 * Text for terminals, shared by the programs of this repository. Programs hand in cells that may
 * come from a server and get lines that are aligned and safe to print. Which columns there are, and
 * what to do when a table is too wide, is the programs' business.
 */
@NullMarked
package dev.ghbilling.spec.text;

import org.jspecify.annotations.NullMarked;
