/**
 * Text for terminals, shared by the programs of this repository. Programs hand in cells and lines
 * that may come from a server; they are aligned, made safe to read and printed. No program prints
 * in another way. Which columns there are, and what to do when a table is too wide, is the
 * programs' business.
 */
@NullMarked
package dev.ghbilling.spec.text;

import org.jspecify.annotations.NullMarked;
